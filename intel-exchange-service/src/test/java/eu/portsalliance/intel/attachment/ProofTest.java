package eu.portsalliance.intel.attachment;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.cos.COSStream;
import org.apache.pdfbox.pdfwriter.compress.CompressParameters;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.font.PDType1Font;
import org.apache.pdfbox.pdmodel.font.Standard14Fonts;
import org.apache.pdfbox.pdmodel.graphics.image.JPEGFactory;
import org.apache.pdfbox.pdmodel.interactive.annotation.PDAnnotationText;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a peer signed is taken as it is, or not at all. */
class ProofTest {

  private interface Change {
    void to(PDDocument document) throws IOException;
  }

  @ParameterizedTest
  @EnumSource(FileType.class)
  void whatWasCleanedIsTakenAsItIs(FileType type) throws IOException {
    byte[] clean = clean(type);

    assertThat(BlockingCleaning.provenNow(type, clean))
        .isInstanceOfSatisfying(
            Cleaned.Kept.class, kept -> assertThat(kept.bytes()).isSameAs(clean));
  }

  @Test
  void pictureOfEveryKindThatIsKeptIsTaken() throws IOException {
    for (int type :
        new int[] {
          BufferedImage.TYPE_BYTE_GRAY,
          BufferedImage.TYPE_INT_ARGB,
          BufferedImage.TYPE_BYTE_BINARY,
          BufferedImage.TYPE_BYTE_INDEXED,
          BufferedImage.TYPE_USHORT_GRAY
        }) {
      byte[] png =
          PicturesTest.kept(FileType.PNG, Files.encoded("png", new BufferedImage(30, 20, type)));
      taken(FileType.PNG, png);
    }
    taken(
        FileType.JPEG,
        PicturesTest.kept(
            FileType.JPEG,
            Files.encoded("jpeg", new BufferedImage(30, 20, BufferedImage.TYPE_BYTE_GRAY))));
    for (int orientation = 1; orientation <= 8; orientation++) {
      taken(FileType.JPEG, PicturesTest.kept(FileType.JPEG, Files.jpeg(40, 20, orientation)));
    }
    taken(FileType.JPEG, PicturesTest.kept(FileType.JPEG, Files.jpeg(6000, 4000, 1)));
  }

  @Test
  void whatDescribesAPictureIsRefused() {
    refused(FileType.PNG, Files.png(40, 20), "more than what is seen");
    refused(FileType.JPEG, Files.jpeg(40, 20, 6), "more than what is seen");
  }

  @Test
  void whatStandsBesideThePixelsOfAPhotoIsRefused() throws IOException {
    byte[] clean = clean(FileType.JPEG);
    byte[] secret = Files.SECRET.getBytes(StandardCharsets.US_ASCII);
    for (int marker : new int[] {0xE0, 0xE1, 0xE2, 0xED, 0xEF, 0xFE}) {
      refused(FileType.JPEG, behindTheBeginning(clean, Files.segment(marker, secret)), "more than");
    }
    byte[] adobe = Files.joined("Adobe".getBytes(StandardCharsets.US_ASCII), secret);
    refused(FileType.JPEG, behindTheBeginning(clean, Files.segment(0xEE, adobe)), "more than");
    byte[] twice = Files.tail(Files.head(clean, 20), 2);
    refused(FileType.JPEG, behindTheBeginning(clean, twice), "more than");
    refused(FileType.JPEG, behindTheBeginning(clean, new byte[] {(byte) 0xFF}), "more than");
    byte[] dense = clean.clone();
    dense[14] = 77;
    refused(FileType.JPEG, dense, "more than");
  }

  private static byte[] behindTheBeginning(byte[] jpeg, byte[] more) {
    return Files.joined(Files.head(jpeg, 2), more, Files.tail(jpeg, 2));
  }

  @ParameterizedTest
  @EnumSource(FileType.class)
  void whatStandsBehindTheEndIsRefused(FileType type) throws IOException {
    byte[] zip = "PK\3\4 evil".getBytes(StandardCharsets.ISO_8859_1);

    refused(type, Files.joined(clean(type), zip), "more than");
  }

  @Test
  void theLimitsOfAnUploadHold() {
    refused(FileType.PNG, Files.pngBomb(60_000, 60_000), "60000 by 60000 pixels");
    refused(FileType.PNG, Files.pngBomb(500, 500), "cannot be decoded");
    refused(
        FileType.PNG,
        Files.encoded("png", new BufferedImage(6000, 4000, BufferedImage.TYPE_3BYTE_BGR)),
        "more than");
  }

  @Test
  void whatAnUploadWouldLoseIsRefusedInADocument() throws IOException {
    changed(document -> document.getDocumentInformation().setAuthor(Files.SECRET));
    changed(document -> document.getDocumentCatalog().setLanguage("nl"));
    changed(document -> document.getPages().getCOSObject().setString("X", Files.SECRET));
    changed(document -> page(document).setString("X", Files.SECRET));
    changed(document -> page(document).setItem(COSName.METADATA, stream(document)));
    changed(document -> contents(document).setItem(COSName.METADATA, stream(document)));
    changed(
        document -> {
          COSDictionary properties = new COSDictionary();
          properties.setString("MC0", Files.SECRET);
          document.getPage(0).getResources().getCOSObject().setItem(COSName.PROPERTIES, properties);
        });
    changed(
        document -> {
          PDAnnotationText note = new PDAnnotationText();
          note.setContents(Files.SECRET);
          note.setRectangle(new PDRectangle(1, 1, 9, 9));
          document.getPage(0).getAnnotations().add(note);
        });
  }

  @Test
  void whatActsIsRefusedInADocument() throws IOException {
    byte[] acting =
        with(
            clean(FileType.PDF),
            document -> contents(document).setString(COSName.getPDFName("JS"), "app.alert(1)"));

    refused(FileType.PDF, acting, "acts when it is opened");
  }

  @Test
  void aPhotoInADocumentIsHeldAgainstTheSame() throws IOException {
    changed(
        document -> {
          var image = JPEGFactory.createFromByteArray(document, Files.jpeg(40, 20, 6));
          try (PDPageContentStream content =
              new PDPageContentStream(
                  document, document.getPage(0), PDPageContentStream.AppendMode.APPEND, false)) {
            content.drawImage(image, 10, 10);
          }
        });
  }

  @Test
  void whatNobodySeesInADocumentIsRefused() throws IOException {
    byte[] clean = clean(FileType.PDF);
    String text = Files.text(clean);
    byte[] later = new byte[0];
    try (PDDocument document = Loader.loadPDF(clean)) {
      page(document).setInt(COSName.ROTATE, 90);
      page(document).setNeedToBeUpdated(true);
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      document.saveIncremental(bytes);
      later = bytes.toByteArray();
    }
    assertThat(later).hasSizeGreaterThan(clean.length);
    refused(FileType.PDF, later, "more than");
    // an object in the table to which nothing leads
    changed(document -> document.getDocument().getTrailer().setItem("X", stream(document)));
    // bytes between objects, that no table knows
    int first = text.indexOf("\n", text.indexOf("%PDF")) + 1;
    byte[] comment = ("%" + "x".repeat(5_000) + "\n").getBytes(StandardCharsets.US_ASCII);
    refused(
        FileType.PDF,
        Files.joined(Files.head(clean, first), comment, Files.tail(clean, first)),
        "");
  }

  @Test
  void ofAChangedFileNothingIsThrownButARefusal() throws IOException {
    Random random = new Random(11);
    for (FileType type : FileType.values()) {
      byte[] whole = clean(type);
      for (int i = 0; i < 200; i++) {
        byte[] changed = whole.clone();
        for (int j = 0; j < 3; j++) {
          changed[8 + random.nextInt(changed.length - 8)] = (byte) random.nextInt(256);
        }
        assertThat(BlockingCleaning.provenNow(type, changed)).isNotNull();
        byte[] torn = Arrays.copyOf(whole, 8 + random.nextInt(whole.length - 48));
        assertThat(BlockingCleaning.provenNow(type, torn)).isInstanceOf(Cleaned.Refused.class);
      }
    }
  }

  /** A file of a type as an upload leaves it. */
  private static byte[] clean(FileType type) throws IOException {
    byte[] sent =
        switch (type) {
          case PNG -> Files.png(40, 20);
          case JPEG -> Files.jpeg(40, 20, 6);
          case PDF -> document();
        };
    return PicturesTest.kept(type, sent);
  }

  private static byte[] document() throws IOException {
    try (PDDocument document = new PDDocument()) {
      document.getDocumentInformation().setAuthor(Files.SECRET);
      for (int i = 0; i < 12; i++) {
        PDPage page = new PDPage(PDRectangle.A4);
        document.addPage(page);
        var image = JPEGFactory.createFromByteArray(document, Files.jpeg(40, 20, 6));
        try (PDPageContentStream content = new PDPageContentStream(document, page)) {
          content.drawImage(image, 10, 10);
          content.beginText();
          content.setFont(new PDType1Font(Standard14Fonts.FontName.HELVETICA), 12);
          content.newLineAtOffset(72, 700);
          content.showText("Bill of lading 447W");
          content.endText();
        }
      }
      document.getPage(0).getAnnotations().add(stamp(document));
      return saved(document);
    }
  }

  private static PDAnnotationText stamp(PDDocument document) {
    COSDictionary appearances = new COSDictionary();
    COSStream appearance = stream(document);
    appearance.setItem(COSName.SUBTYPE, COSName.FORM);
    appearances.setItem(COSName.N, appearance);
    PDAnnotationText stamp = new PDAnnotationText();
    stamp.setRectangle(new PDRectangle(10, 10, 50, 50));
    stamp.getCOSObject().setItem(COSName.AP, appearances);
    stamp.getCOSObject().setName(COSName.SUBTYPE, "Stamp");
    return stamp;
  }

  private static COSStream stream(PDDocument document) {
    COSStream stream = document.getDocument().createCOSStream();
    try (var out = stream.createRawOutputStream()) {
      out.write("BT (seal broken) Tj ET".getBytes(StandardCharsets.US_ASCII));
    } catch (IOException failure) {
      throw new IllegalStateException(failure);
    }
    return stream;
  }

  private static COSDictionary page(PDDocument document) {
    return document.getPage(0).getCOSObject();
  }

  private static COSStream contents(PDDocument document) {
    return (COSStream) page(document).getDictionaryObject(COSName.CONTENTS);
  }

  private static void changed(Change change) throws IOException {
    refused(FileType.PDF, with(clean(FileType.PDF), change), "more than what is seen");
  }

  private static byte[] with(byte[] pdf, Change change) throws IOException {
    try (PDDocument document = Loader.loadPDF(pdf)) {
      change.to(document);
      return saved(document);
    }
  }

  private static byte[] saved(PDDocument document) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    document.save(bytes, CompressParameters.NO_COMPRESSION);
    return bytes.toByteArray();
  }

  private static void taken(FileType type, byte[] file) throws IOException {
    assertThat(BlockingCleaning.provenNow(type, file)).isInstanceOf(Cleaned.Kept.class);
  }

  private static void refused(FileType type, byte[] file, String reason) {
    try {
      assertThat(BlockingCleaning.provenNow(type, file))
          .isInstanceOfSatisfying(
              Cleaned.Refused.class, refused -> assertThat(refused.reason()).contains(reason));
    } catch (IOException failure) {
      throw new AssertionError(failure);
    }
  }
}
