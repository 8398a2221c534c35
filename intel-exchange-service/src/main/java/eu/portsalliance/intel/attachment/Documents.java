package eu.portsalliance.intel.attachment;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.apache.pdfbox.cos.COSArray;
import org.apache.pdfbox.cos.COSBase;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.cos.COSInteger;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.cos.COSObject;
import org.apache.pdfbox.cos.COSStream;
import org.apache.pdfbox.pdfwriter.compress.CompressParameters;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.jspecify.annotations.Nullable;

/**
 * Writes PDF documents anew from what is seen on their pages (ISO 32000-1): page boxes, contents
 * and what those draw with, and of annotations and form fields their appearance alone. Everything
 * else stays behind, known or not: information, XMP, scripts, actions, links, embedded files,
 * layers, earlier versions, and what stands behind the end.
 */
final class Documents {

  static final int MOST_PAGES = 100;

  private static final int MOST_ANNOTATIONS = 1_000;
  private static final int HIDDEN = 2 | 32;
  private static final COSInteger PRINTED = COSInteger.get(4);

  /** What describes a part, or leads out of the document. */
  private static final List<COSName> LEFT =
      names(
          "Metadata",
          "PieceInfo",
          "LastModified",
          "OPI",
          "Ref",
          "Alternates",
          "AF",
          "EF",
          "OC",
          "StructParent",
          "StructParents",
          "Measure",
          "PtData",
          "Thumb",
          "SourceInfo");

  private static final List<COSName> ACTIVE =
      names("JS", "RichMediaContent", "URI", "EmbeddedFiles");

  private static final Set<String> SHOWN =
      Set.of(
          "Widget",
          "FreeText",
          "Stamp",
          "Highlight",
          "Underline",
          "StrikeOut",
          "Squiggly",
          "Square",
          "Circle",
          "Line",
          "Ink",
          "Polygon",
          "PolyLine",
          "Watermark");

  private Documents() {}

  /** Notes whether a document held anything that is left behind. */
  private static final class Left {

    private boolean any;

    void when(boolean more) {
      any |= more;
    }

    void all(COSDictionary of, COSName... but) {
      when(!List.of(but).containsAll(of.keySet()));
    }
  }

  /**
   * Cleans a document.
   *
   * @throws FileRefused when it is not taken
   */
  static byte[] cleaned(byte[] file) throws IOException {
    return written(file, new Left());
  }

  /**
   * Whether a document is one that was cleaned: all of it is seen, and cleaning leaves nothing
   * behind.
   *
   * @throws FileRefused when it is not taken
   */
  static boolean isClean(byte[] file) throws IOException {
    Left left = new Left();
    byte[] anew = written(file, left);
    return !left.any && DocumentRemains.none(file, anew.length);
  }

  private static byte[] written(byte[] file, Left left) throws IOException {
    try (PDDocument document = new GuardedParser(file).parse(false)) {
      COSDictionary catalog = catalog(document, left);
      COSDictionary trailer = document.getDocument().getTrailer();
      left.all(trailer, COSName.ROOT, COSName.SIZE, COSName.ID);
      List.copyOf(trailer.keySet()).forEach(trailer::removeItem);
      trailer.setItem(COSName.ROOT, catalog);
      strip(catalog, left);
      return written(document);
    } catch (IOException
        | IllegalArgumentException
        | ClassCastException
        | NullPointerException torn) {
      // what else the library throws for what it cannot read
      throw new FileRefused("is no whole PDF document");
    } catch (StackOverflowError nested) {
      throw new FileRefused("is nested deeper than a program writes it");
    }
  }

  private static COSDictionary catalog(PDDocument document, Left left) {
    left.all(document.getDocumentCatalog().getCOSObject(), COSName.TYPE, COSName.PAGES);
    COSDictionary given = document.getPages().getCOSObject();
    left.all(given, COSName.TYPE, COSName.KIDS, COSName.COUNT);
    COSDictionary tree = new COSDictionary();
    COSArray kids = new COSArray();
    for (PDPage page : document.getPages()) {
      if (kids.size() == MOST_PAGES) {
        throw new FileRefused("has more than %d pages".formatted(MOST_PAGES));
      }
      kids.add(page(page, tree, left));
    }
    if (kids.size() == 0) {
      throw new FileRefused("has no page");
    }
    COSArray branches = given.getCOSArray(COSName.KIDS);
    left.when(branches == null || branches.size() != kids.size());
    tree.setItem(COSName.TYPE, COSName.PAGES);
    tree.setItem(COSName.KIDS, kids);
    tree.setInt(COSName.COUNT, kids.size());
    COSDictionary catalog = new COSDictionary();
    catalog.setItem(COSName.TYPE, COSName.CATALOG);
    catalog.setItem(COSName.PAGES, tree);
    return catalog;
  }

  private static COSDictionary page(PDPage from, COSDictionary tree, Left left) {
    left.all(
        from.getCOSObject(),
        COSName.TYPE,
        COSName.PARENT,
        COSName.MEDIA_BOX,
        COSName.CROP_BOX,
        COSName.ROTATE,
        COSName.RESOURCES,
        COSName.CONTENTS,
        COSName.ANNOTS);
    COSDictionary page = new COSDictionary();
    page.setItem(COSName.TYPE, COSName.PAGE);
    page.setItem(COSName.PARENT, tree);
    page.setItem(COSName.MEDIA_BOX, from.getMediaBox());
    page.setItem(COSName.CROP_BOX, from.getCropBox());
    page.setInt(COSName.ROTATE, from.getRotation());
    if (from.getResources() != null) {
      page.setItem(COSName.RESOURCES, from.getResources());
    }
    COSBase contents = from.getCOSObject().getItem(COSName.CONTENTS);
    if (contents != null) {
      page.setItem(COSName.CONTENTS, contents);
    }
    COSArray shown = annotations(from.getCOSObject().getCOSArray(COSName.ANNOTS), left);
    if (shown.size() > 0) {
      page.setItem(COSName.ANNOTS, shown);
    }
    return page;
  }

  private static COSArray annotations(@Nullable COSArray given, Left left) {
    COSArray shown = new COSArray();
    if (given == null) {
      return shown;
    }
    if (given.size() > MOST_ANNOTATIONS) {
      throw new FileRefused("has more annotations than are taken");
    }
    for (int i = 0; i < given.size(); i++) {
      if (given.getObject(i) instanceof COSDictionary annotation) {
        COSStream appearance = appearance(annotation);
        COSArray place = annotation.getCOSArray(COSName.RECT);
        if (appearance != null && place != null) {
          shown.add(stamp(appearance, place));
        }
        stamped(annotation, left);
      }
    }
    left.when(shown.size() != given.size());
    return shown;
  }

  /** What is seen of an annotation now, if anything. */
  private static @Nullable COSStream appearance(COSDictionary annotation) {
    boolean hidden = (annotation.getInt(COSName.F, 0) & HIDDEN) != 0;
    COSDictionary appearances = annotation.getCOSDictionary(COSName.AP);
    if (hidden
        || appearances == null
        || !SHOWN.contains(annotation.getNameAsString(COSName.SUBTYPE, ""))) {
      return null;
    }
    return switch (appearances.getDictionaryObject(COSName.N)) {
      case COSStream one -> one;
      case COSDictionary states ->
          states.getDictionaryObject(annotation.getCOSName(COSName.AS, COSName.OFF))
                  instanceof COSStream one
              ? one
              : null;
      case null, default -> null;
    };
  }

  /** Whether an annotation says no more than {@link #stamp} writes. */
  private static void stamped(COSDictionary annotation, Left left) {
    left.all(annotation, COSName.TYPE, COSName.SUBTYPE, COSName.RECT, COSName.F, COSName.AP);
    COSDictionary appearances = annotation.getCOSDictionary(COSName.AP);
    if (appearances != null) {
      left.all(appearances, COSName.N);
      left.when(!(appearances.getDictionaryObject(COSName.N) instanceof COSStream));
    }
  }

  private static COSDictionary stamp(COSStream appearance, COSArray place) {
    COSDictionary appearances = new COSDictionary();
    appearances.setItem(COSName.N, appearance);
    COSDictionary stamp = new COSDictionary();
    stamp.setItem(COSName.TYPE, COSName.ANNOT);
    stamp.setItem(COSName.SUBTYPE, COSName.getPDFName("Stamp"));
    stamp.setItem(COSName.RECT, place);
    stamp.setItem(COSName.F, PRINTED);
    stamp.setItem(COSName.AP, appearances);
    return stamp;
  }

  /** Goes through everything that a page can reach. */
  private static void strip(COSBase root, Left left) throws IOException {
    Set<COSBase> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    Deque<COSBase> waiting = new ArrayDeque<>(List.of(root));
    while (!waiting.isEmpty()) {
      COSBase next = waiting.pop();
      if (seen.add(next)) {
        waiting.addAll(parts(next, left));
      }
    }
  }

  private static List<COSBase> parts(COSBase of, Left left) throws IOException {
    List<COSBase> parts = new ArrayList<>();
    switch (of) {
      case COSObject reference when reference.getObject() != null ->
          parts.add(reference.getObject());
      case COSDictionary dictionary -> {
        leaveBehind(dictionary, left);
        parts.addAll(dictionary.getValues());
      }
      case COSArray array -> array.forEach(parts::add);
      default -> {
        // numbers, names and texts have no parts
      }
    }
    parts.removeIf(Objects::isNull);
    return parts;
  }

  private static void leaveBehind(COSDictionary dictionary, Left left) throws IOException {
    boolean typed =
        dictionary instanceof COSStream
            || dictionary.containsKey(COSName.TYPE)
            || dictionary.containsKey(COSName.SUBTYPE);
    if (typed) {
      left.when(LEFT.stream().anyMatch(dictionary::containsKey));
      LEFT.forEach(dictionary::removeItem);
    }
    if (ACTIVE.stream().anyMatch(dictionary::containsKey)) {
      throw new FileRefused("holds something that acts when it is opened");
    }
    COSDictionary resources = dictionary.getCOSDictionary(COSName.RESOURCES);
    if (resources != null) {
      left.when(resources.containsKey(COSName.PROPERTIES));
      resources.removeItem(COSName.PROPERTIES);
    }
    if (dictionary instanceof COSStream stream) {
      picture(stream, left);
    }
  }

  /** Cameras write into pictures where they were taken, and programs keep that in documents. */
  private static void picture(COSStream stream, Left left) throws IOException {
    if ("PS".equals(stream.getNameAsString(COSName.SUBTYPE))) {
      throw new FileRefused("holds a program for a printer");
    }
    byte[] jpeg = GuardedParser.jpeg(stream);
    if (jpeg.length == 0) {
      return;
    }
    JpegSegments.Picture picture = JpegSegments.read(jpeg);
    if ((long) picture.width() * picture.height() > Pictures.MOST_PIXELS) {
      throw new FileRefused("holds a picture with more pixels than are taken");
    }
    left.when(!Arrays.equals(jpeg, picture.bytes()));
    if (stream.getFilters() instanceof COSArray) {
      stream.removeItem(COSName.DECODE_PARMS);
    }
    try (OutputStream out = stream.createRawOutputStream()) {
      out.write(picture.bytes());
    }
    stream.setItem(COSName.FILTER, COSName.DCT_DECODE);
  }

  private static byte[] written(PDDocument document) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    document.save(bytes, CompressParameters.NO_COMPRESSION);
    return bytes.toByteArray();
  }

  private static List<COSName> names(String... names) {
    return Arrays.stream(names).map(COSName::getPDFName).toList();
  }
}
