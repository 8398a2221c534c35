package eu.portsalliance.intel.attachment;

import static eu.portsalliance.intel.attachment.PicturesTest.kept;
import static eu.portsalliance.intel.attachment.PicturesTest.refused;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.cos.COSArray;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.cos.COSStream;
import org.apache.pdfbox.pdfwriter.compress.CompressParameters;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDDocumentNameDictionary;
import org.apache.pdfbox.pdmodel.PDEmbeddedFilesNameTreeNode;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.common.PDMetadata;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.common.filespecification.PDComplexFileSpecification;
import org.apache.pdfbox.pdmodel.common.filespecification.PDEmbeddedFile;
import org.apache.pdfbox.pdmodel.encryption.AccessPermission;
import org.apache.pdfbox.pdmodel.encryption.StandardProtectionPolicy;
import org.apache.pdfbox.pdmodel.font.PDType1Font;
import org.apache.pdfbox.pdmodel.font.Standard14Fonts;
import org.apache.pdfbox.pdmodel.graphics.image.JPEGFactory;
import org.apache.pdfbox.pdmodel.interactive.action.PDActionJavaScript;
import org.apache.pdfbox.pdmodel.interactive.action.PDActionLaunch;
import org.apache.pdfbox.pdmodel.interactive.annotation.PDAnnotationLink;
import org.apache.pdfbox.pdmodel.interactive.annotation.PDAnnotationText;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.Test;

class DocumentsTest {

  private static final String SEEN = "Bill of lading 447W";

  private interface More {
    void to(PDDocument document, PDPage page) throws IOException;
  }

  private static byte[] pdf(More more) throws IOException {
    return pdf(more, CompressParameters.DEFAULT_COMPRESSION);
  }

  private static byte[] pdf(More more, CompressParameters how) throws IOException {
    try (PDDocument document = new PDDocument()) {
      PDPage page = new PDPage(PDRectangle.A4);
      document.addPage(page);
      try (PDPageContentStream content = new PDPageContentStream(document, page)) {
        content.beginText();
        content.setFont(new PDType1Font(Standard14Fonts.FontName.HELVETICA), 12);
        content.newLineAtOffset(72, 700);
        content.showText(SEEN);
        content.endText();
      }
      more.to(document, page);
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      document.save(bytes, how);
      return bytes.toByteArray();
    }
  }

  private static String text(byte[] pdf) throws IOException {
    try (PDDocument document = Loader.loadPDF(pdf)) {
      return new PDFTextStripper().getText(document);
    }
  }

  @Test
  void whatIsSeenStaysAndEverythingElseIsGone() throws IOException {
    byte[] file =
        pdf(
            (document, page) -> {
              document.getDocumentInformation().setAuthor(Files.SECRET);
              document
                  .getDocumentCatalog()
                  .setMetadata(new PDMetadata(document, in("<x>" + Files.SECRET + "</x>")));
              page.setMetadata(new PDMetadata(document, in("<y>" + Files.SECRET + "</y>")));
              document.getDocumentCatalog().setOpenAction(new PDActionJavaScript("app.alert(1)"));
              PDActionLaunch launch = new PDActionLaunch();
              launch.getCOSObject().setString(COSName.F, "calc.exe");
              PDAnnotationLink link = new PDAnnotationLink();
              link.setRectangle(new PDRectangle(10, 10, 50, 50));
              link.setAction(launch);
              page.getAnnotations().add(link);
              embed(document);
            },
            CompressParameters.NO_COMPRESSION);
    assertThat(Files.text(file)).contains("calc.exe", "app.alert", "EmbeddedFile");

    byte[] kept = kept(FileType.PDF, file);

    assertThat(text(kept)).contains(SEEN);
    assertThat(Files.text(kept))
        .doesNotContain(
            Files.SECRET,
            "calc.exe",
            "app.alert",
            "JavaScript",
            "/JS",
            "Launch",
            "OpenAction",
            "EmbeddedFile",
            "Metadata",
            "/Info",
            "evil",
            "/Names");
  }

  private static void embed(PDDocument document) throws IOException {
    PDEmbeddedFile file = new PDEmbeddedFile(document, in("evil"));
    PDComplexFileSpecification specification = new PDComplexFileSpecification();
    specification.setFile("evil.exe");
    specification.setEmbeddedFile(file);
    PDEmbeddedFilesNameTreeNode tree = new PDEmbeddedFilesNameTreeNode();
    tree.setNames(java.util.Map.of("evil", specification));
    PDDocumentNameDictionary names = new PDDocumentNameDictionary(document.getDocumentCatalog());
    names.setEmbeddedFiles(tree);
    document.getDocumentCatalog().setNames(names);
  }

  @Test
  void ofAnAnnotationItsAppearanceStaysUnlessItIsHidden() throws IOException {
    byte[] kept =
        kept(
            FileType.PDF,
            pdf(
                (document, page) -> {
                  page.getAnnotations().add(note(document, "Stamp", "seal broken", 0));
                  page.getAnnotations().add(note(document, "Stamp", "not shown", 2));
                  page.getAnnotations().add(note(document, "FileAttachment", "clip", 0));
                }));
    String all = Files.text(kept);
    assertThat(all).contains("(seal broken)").doesNotContain("not shown", "clip", "Contents (");
    try (PDDocument document = Loader.loadPDF(kept)) {
      assertThat(document.getPage(0).getAnnotations()).hasSize(1);
    }
  }

  private static PDAnnotationText note(PDDocument document, String subtype, String words, int flags)
      throws IOException {
    COSStream appearance = document.getDocument().createCOSStream();
    appearance.setItem(COSName.SUBTYPE, COSName.FORM);
    try (OutputStream out = appearance.createRawOutputStream()) {
      out.write(("BT (" + words + ") Tj ET").getBytes(StandardCharsets.US_ASCII));
    }
    COSDictionary appearances = new COSDictionary();
    appearances.setItem(COSName.N, appearance);
    PDAnnotationText note = new PDAnnotationText();
    note.setRectangle(new PDRectangle(10, 10, 50, 50));
    note.setContents(Files.SECRET);
    note.getCOSObject().setItem(COSName.AP, appearances);
    note.getCOSObject().setInt(COSName.F, flags);
    note.getCOSObject().setName(COSName.SUBTYPE, subtype);
    return note;
  }

  @Test
  void aPhotoInADocumentSaysNotWhereItWasTaken() throws IOException {
    byte[] file =
        pdf(
            (document, page) -> {
              var image = JPEGFactory.createFromByteArray(document, Files.jpeg(40, 20, 6));
              try (PDPageContentStream content =
                  new PDPageContentStream(
                      document, page, PDPageContentStream.AppendMode.APPEND, true)) {
                content.drawImage(image, 10, 10);
              }
            });
    assertThat(Files.text(file)).contains(Files.SECRET);
    byte[] kept = kept(FileType.PDF, file);
    assertThat(Files.text(kept)).doesNotContain(Files.SECRET).contains("DCTDecode");
  }

  @Test
  void whatIsEncryptedIsRefused() throws IOException {
    for (String password : new String[] {"", "secret"}) {
      byte[] file =
          pdf(
              (document, _) ->
                  document.protect(
                      new StandardProtectionPolicy("owner", password, new AccessPermission())));
      refused(FileType.PDF, file, "is encrypted");
    }
  }

  @Test
  void aPageThatGrowsWithoutMeasureIsRefused() throws IOException {
    refused(FileType.PDF, withContents(bomb(70), COSName.FLATE_DECODE), "grows beyond");
    COSArray twice = new COSArray();
    twice.add(COSName.FLATE_DECODE);
    twice.add(COSName.FLATE_DECODE);
    refused(FileType.PDF, withContents(Files.deflated(bomb(70)), twice), "grows beyond");
    COSArray thrice = new COSArray(twice.toList());
    thrice.add(COSName.FLATE_DECODE);
    refused(FileType.PDF, withContents(bomb(1), thrice), "form that is not taken");
    refused(FileType.PDF, withContents(bomb(1), COSName.LZW_DECODE), "form that is not taken");
    refused(FileType.PDF, withContents(bomb(1), COSName.JPX_DECODE), "form that is not taken");
  }

  private static byte[] bomb(int megabytes) {
    return Files.deflated(new byte[megabytes * 1_000_000]);
  }

  private static byte[] withContents(byte[] raw, org.apache.pdfbox.cos.COSBase filter)
      throws IOException {
    return pdf(
        (document, page) -> {
          COSStream stream = document.getDocument().createCOSStream();
          try (OutputStream out = stream.createRawOutputStream()) {
            out.write(raw);
          }
          stream.setItem(COSName.FILTER, filter);
          page.getCOSObject().setItem(COSName.CONTENTS, stream);
        },
        CompressParameters.NO_COMPRESSION);
  }

  /**
   * The library decodes these itself while it reads: they are the ones that would fill the memory.
   */
  @Test
  void aTableOfObjectsThatGrowsWithoutMeasureIsRefusedBeforeItIsDecoded() {
    refused(FileType.PDF, structured(Files.deflated(new byte[40_000_000]), ""), "grows beyond");
    refused(
        FileType.PDF,
        structured(
            Files.deflated(new byte[100]),
            "/DecodeParms << /Predictor 12 /Columns 2000000000 /Colors 1 >>"),
        "no PDF that a program writes");
    refused(FileType.PDF, structured(new byte[10], "/Filter /DCTDecode"), "form that is not taken");
  }

  private static byte[] structured(byte[] table, String more) {
    String filter = more.contains("/Filter") ? "" : "/Filter /FlateDecode ";
    byte[] begin =
        ("%PDF-1.5\n1 0 obj\n<< /Type /XRef /Size 3 /W [1 2 1] /Root 2 0 R "
                + filter
                + more
                + " /Length "
                + table.length
                + " >>\nstream\n")
            .getBytes(StandardCharsets.ISO_8859_1);
    byte[] end = "\nendstream\nendobj\nstartxref\n9\n%%EOF\n".getBytes(StandardCharsets.ISO_8859_1);
    return Files.joined(begin, table, end);
  }

  @Test
  void moreThanAHundredPagesAreRefused() throws IOException {
    byte[] file =
        pdf(
            (document, _) -> {
              for (int i = 0; i < 100; i++) {
                document.addPage(new PDPage());
              }
            });
    refused(FileType.PDF, file, "more than 100 pages");
  }

  @Test
  void whatPointsToAnotherFileOrPrintsAProgramIsRefused() throws IOException {
    refused(
        FileType.PDF,
        pdf(
            (document, page) ->
                ((COSStream) page.getCOSObject().getDictionaryObject(COSName.CONTENTS))
                    .setString(COSName.F, "http://example.org/x"),
            CompressParameters.NO_COMPRESSION),
        "points to another file");
  }

  @Test
  void whatStandsBehindTheEndIsGone() throws IOException {
    byte[] zip = "PK\3\4 evil".getBytes(StandardCharsets.ISO_8859_1);
    byte[] kept =
        kept(
            FileType.PDF,
            Files.joined(pdf((_, _) -> {}), "\n".getBytes(StandardCharsets.US_ASCII), zip));
    assertThat(Files.text(kept)).doesNotContain("PK", "evil");
    assertThat(text(kept)).contains(SEEN);
  }

  @Test
  void whatIsNestedWithoutEndIsRefused() {
    String deep = "[".repeat(400_000);
    refused(
        FileType.PDF,
        ("%PDF-1.4\n1 0 obj\n" + deep + "\nendobj\ntrailer\n<< /Root 1 0 R >>\nstartxref\n9\n%%EOF")
            .getBytes(StandardCharsets.US_ASCII),
        "");
  }

  @Test
  void ofATornOrChangedFileNothingIsThrownButARefusal() throws IOException {
    Random random = new Random(7);
    byte[] whole =
        pdf((document, page) -> page.getAnnotations().add(note(document, "Stamp", "x", 0)));
    for (int i = 0; i < 300; i++) {
      byte[] torn = Arrays.copyOf(whole, 5 + random.nextInt(whole.length - 40));
      assertThat(BlockingCleaning.now(FileType.PDF, torn)).isInstanceOf(Cleaned.Refused.class);
      byte[] changed = whole.clone();
      for (int j = 0; j < 4; j++) {
        changed[5 + random.nextInt(changed.length - 5)] = (byte) random.nextInt(256);
      }
      assertThat(BlockingCleaning.now(FileType.PDF, changed)).isNotNull();
    }
  }

  private static ByteArrayInputStream in(String text) {
    return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
  }
}
