package eu.portsalliance.intel.attachment;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Random;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PicturesTest {

  @Test
  void aPictureKeepsItsPixelsAndNothingElse() throws IOException {
    byte[] kept = kept(FileType.PNG, Files.png(40, 20));
    assertThat(Files.text(kept)).doesNotContain(Files.SECRET, "tEXt");
    assertThat(same(image(kept), Files.image(40, 20))).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "1, 40, 20, LEFT_TOP", "2, 40, 20, RIGHT_TOP", "3, 40, 20, RIGHT_BOTTOM",
        "4, 40, 20, LEFT_BOTTOM",
    "5, 20, 40, LEFT_TOP", "6, 20, 40, RIGHT_TOP", "7, 20, 40, RIGHT_BOTTOM",
        "8, 20, 40, LEFT_BOTTOM"
  })
  void aPhotoStandsUprightAndSaysNotWhereItWasTaken(
      int orientation, int width, int height, String white) throws IOException {
    byte[] kept = kept(FileType.JPEG, Files.jpeg(40, 20, orientation));
    assertThat(Files.text(kept)).doesNotContain(Files.SECRET, "Exif");
    BufferedImage image = image(kept);
    assertThat(image.getWidth()).isEqualTo(width);
    assertThat(image.getHeight()).isEqualTo(height);
    int x = white.startsWith("LEFT") ? 1 : width - 2;
    int y = white.endsWith("TOP") ? 1 : height - 2;
    Color corner = new Color(image.getRGB(x, y));
    assertThat(corner.getGreen()).isGreaterThan(200);
  }

  @Test
  void aPhotoThatIsTurnedIsReadInStripsThatFitTogether() throws IOException {
    byte[] kept = kept(FileType.JPEG, Files.jpeg(3000, 2000, 6));
    BufferedImage image = image(kept);
    assertThat(image.getWidth()).isEqualTo(2000);
    for (int y = 10; y < 3000; y += 97) {
      Color pixel = new Color(image.getRGB(100, y));
      assertThat(y < 1500 ? pixel.getRed() : pixel.getBlue()).as("line " + y).isGreaterThan(200);
    }
  }

  @Test
  void moreThanTwelveMillionPixelsAreKeptAsFewer() throws IOException {
    BufferedImage kept = image(kept(FileType.JPEG, Files.jpeg(6000, 4000, 1)));
    assertThat(kept.getWidth()).isEqualTo(3000);
    assertThat(kept.getHeight()).isEqualTo(2000);
  }

  @Test
  void coloursStayWhatTheyWereAlsoWithoutTheWordsOfTheFileOnThem() throws IOException {
    byte[] file = Files.jpeg(40, 20, 1);
    int jfif = Files.text(file).indexOf("JFIF");
    byte[] without = Files.joined(Files.head(file, jfif - 4), Files.tail(file, jfif + 14));
    Color pixel = new Color(image(kept(FileType.JPEG, without)).getRGB(15, 15));
    assertThat(pixel.getRed()).isGreaterThan(200);
    assertThat(pixel.getBlue()).isLessThan(60);
  }

  @Test
  void whatStandsBehindTheEndIsGone() throws IOException {
    byte[] zip = "PK\3\4 evil".getBytes(java.nio.charset.StandardCharsets.ISO_8859_1);
    assertThat(Files.text(kept(FileType.PNG, Files.joined(Files.png(9, 9), zip))))
        .doesNotContain("evil");
    assertThat(Files.text(kept(FileType.JPEG, Files.joined(Files.jpeg(9, 9, 1), zip))))
        .doesNotContain("evil");
  }

  @Test
  void theSizeIsReadBeforeAnythingIsDecoded() {
    refused(FileType.PNG, Files.pngBomb(60_000, 60_000), "60000 by 60000 pixels");
    refused(FileType.PNG, Files.pngBomb(Integer.MAX_VALUE, Integer.MAX_VALUE), "pixels");
    byte[] jpeg = Files.jpeg(40, 20, 1);
    int frame = frame(jpeg);
    Arrays.fill(jpeg, frame + 5, frame + 9, (byte) 0xFF);
    refused(FileType.JPEG, jpeg, "65535 by 65535 pixels");
    byte[] progressive = Files.jpeg(5000, 3000, 1);
    progressive[frame(progressive) + 1] = (byte) 0xC2;
    refused(FileType.JPEG, progressive, "at most 13 million");
  }

  private static int frame(byte[] jpeg) {
    for (int i = 0; i < jpeg.length; i++) {
      if ((jpeg[i] & 0xFF) == 0xFF && (jpeg[i + 1] & 0xFF) == 0xC0) {
        return i;
      }
    }
    throw new AssertionError("no frame");
  }

  @Test
  void aScanThatComesAgainAndAgainIsRefused() {
    byte[] jpeg = Files.jpeg(9, 9, 1);
    byte[] scan = Files.segment(0xDA, new byte[] {1, 1, 0, 0, 63, 0});
    byte[][] parts = new byte[42][];
    Arrays.fill(parts, scan);
    parts[0] = Files.head(jpeg, jpeg.length - 2);
    parts[41] = new byte[] {(byte) 0xFF, (byte) 0xD9};
    refused(FileType.JPEG, Files.joined(parts), "passes");
  }

  @Test
  void aPictureThatHoldsLessThanItSaysIsRefused() {
    refused(FileType.PNG, Files.pngBomb(500, 500), "cannot be decoded");
  }

  @Test
  void ofATornOrChangedFileNothingIsThrownButARefusal() throws IOException {
    Random random = new Random(7);
    for (byte[] whole : new byte[][] {Files.png(60, 40), Files.jpeg(60, 40, 6)}) {
      FileType type = FileType.found(whole).orElseThrow();
      for (int i = 0; i < 400; i++) {
        byte[] torn =
            Arrays.copyOf(
                whole,
                type == FileType.PNG
                    ? 8 + random.nextInt(whole.length - 8)
                    : 3 + random.nextInt(whole.length - 3));
        assertThat(BlockingCleaning.now(type, torn)).isInstanceOf(Cleaned.Refused.class);
        byte[] changed = whole.clone();
        for (int j = 0; j < 3; j++) {
          changed[3 + random.nextInt(changed.length - 3)] = (byte) random.nextInt(256);
        }
        assertThat(BlockingCleaning.now(type, changed)).isNotNull();
      }
    }
  }

  private static boolean same(BufferedImage one, BufferedImage other) {
    for (int y = 0; y < one.getHeight(); y++) {
      for (int x = 0; x < one.getWidth(); x++) {
        if (one.getRGB(x, y) != other.getRGB(x, y)) {
          return false;
        }
      }
    }
    return one.getWidth() == other.getWidth() && one.getHeight() == other.getHeight();
  }

  private static BufferedImage image(byte[] bytes) throws IOException {
    return ImageIO.read(new ByteArrayInputStream(bytes));
  }

  static byte[] kept(FileType type, byte[] file) throws IOException {
    return switch (BlockingCleaning.now(type, file)) {
      case Cleaned.Kept kept -> kept.bytes();
      case Cleaned.Refused refused -> throw new AssertionError(refused.reason());
    };
  }

  static void refused(FileType type, byte[] file, String reason) {
    try {
      assertThat(BlockingCleaning.now(type, file))
          .isInstanceOfSatisfying(
              Cleaned.Refused.class, refused -> assertThat(refused.reason()).contains(reason));
    } catch (IOException failure) {
      throw new AssertionError(failure);
    }
  }
}
