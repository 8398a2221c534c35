package eu.portsalliance.intel.attachment;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import java.util.zip.DeflaterOutputStream;
import javax.imageio.ImageIO;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;

/** Files as people attach them, and as nobody should. */
public final class Files {

  /** Stands where descriptions stand; nothing of it may be left. */
  public static final String SECRET = "52.3702N 4.8952E Inspecteur";

  private Files() {}

  /** Left half red, right half blue, a white corner at the top left. */
  static BufferedImage image(int width, int height) {
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        boolean corner = x < width / 4 && y < height / 4;
        Color side = x < width / 2 ? Color.RED : Color.BLUE;
        image.setRGB(x, y, (corner ? Color.WHITE : side).getRGB());
      }
    }
    return image;
  }

  /** A picture with a text about it. */
  public static byte[] png(int width, int height) {
    byte[] plain = encoded("png", image(width, height));
    byte[] text = chunk("tEXt", ("Comment\0" + SECRET).getBytes(StandardCharsets.ISO_8859_1));
    return joined(head(plain, 33), text, tail(plain, 33));
  }

  /** A photo as a telephone takes it: with its orientation and its place. */
  public static byte[] jpeg(int width, int height, int orientation) {
    byte[] plain = encoded("jpeg", image(width, height));
    byte[] place = SECRET.getBytes(StandardCharsets.ISO_8859_1);
    byte[] exif =
        ByteBuffer.allocate(32 + place.length)
            .put("Exif\0\0".getBytes(StandardCharsets.ISO_8859_1))
            .put("MM\0*".getBytes(StandardCharsets.ISO_8859_1))
            .putInt(8)
            .putShort((short) 1)
            .putShort((short) 0x0112)
            .putShort((short) 3)
            .putInt(1)
            .putShort((short) orientation)
            .putShort((short) 0)
            .putInt(0)
            .put(place)
            .array();
    return joined(head(plain, 2), segment(0xE1, exif), tail(plain, 2));
  }

  /** A document of one empty page. */
  public static byte[] pdf() {
    try (PDDocument document = new PDDocument()) {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      document.addPage(new PDPage());
      document.save(bytes);
      return bytes.toByteArray();
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }

  static byte[] encoded(String format, BufferedImage image) {
    try {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      ImageIO.write(image, format, bytes);
      return bytes.toByteArray();
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }

  /** A PNG that says that it is so large and holds next to nothing. */
  static byte[] pngBomb(int width, int height) {
    byte[] header =
        ByteBuffer.allocate(13)
            .putInt(width)
            .putInt(height)
            .put(new byte[] {8, 2, 0, 0, 0})
            .array();
    return joined(
        head(encoded("png", image(1, 1)), 8),
        chunk("IHDR", header),
        chunk("IDAT", deflated(new byte[1_000])),
        chunk("IEND", new byte[0]));
  }

  static byte[] chunk(String type, byte[] data) {
    byte[] named = joined(type.getBytes(StandardCharsets.ISO_8859_1), data);
    CRC32 crc = new CRC32();
    crc.update(named);
    return ByteBuffer.allocate(8 + named.length)
        .putInt(data.length)
        .put(named)
        .putInt((int) crc.getValue())
        .array();
  }

  static byte[] segment(int marker, byte[] data) {
    return ByteBuffer.allocate(4 + data.length)
        .put((byte) 0xFF)
        .put((byte) marker)
        .putShort((short) (data.length + 2))
        .put(data)
        .array();
  }

  static byte[] deflated(byte[] data) {
    try {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      try (DeflaterOutputStream out = new DeflaterOutputStream(bytes)) {
        out.write(data);
      }
      return bytes.toByteArray();
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }

  static byte[] head(byte[] bytes, int length) {
    return java.util.Arrays.copyOf(bytes, length);
  }

  static byte[] tail(byte[] bytes, int from) {
    return java.util.Arrays.copyOfRange(bytes, from, bytes.length);
  }

  static byte[] joined(byte[]... parts) {
    ByteArrayOutputStream joined = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      joined.writeBytes(part);
    }
    return joined.toByteArray();
  }

  static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }
}
