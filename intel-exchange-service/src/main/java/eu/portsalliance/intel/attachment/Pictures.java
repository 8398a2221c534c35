package eu.portsalliance.intel.attachment;

import java.awt.Rectangle;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import javax.imageio.IIOException;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.ImageOutputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/**
 * Draws pictures anew: decodes what {@link JpegSegments} and {@link PngChunks} left of them, turns
 * them upright, and encodes the pixels alone. The memory for it is known from the header before
 * anything is decoded; a picture that needs more is read with fewer pixels.
 */
final class Pictures {

  /** Above this nobody's camera is meant; the header says it before anything is decoded. */
  static final long MOST_PIXELS = 50_000_000;

  /** A decoder holds two bytes a sample outside of the heap for all of such a picture. */
  static final long MOST_PROGRESSIVE = 13_000_000;

  /** Twelve million pixels in colour. */
  private static final long MOST_RASTER = 37_000_000;

  private static final int STRIP = 8_000_000;
  private static final float QUALITY = 0.9f;

  private Pictures() {}

  /** A JPEG from its pixels. */
  static byte[] jpeg(byte[] file) throws IOException {
    JpegSegments.Picture picture = JpegSegments.read(file);
    if (picture.components() != 1 && picture.components() != 3) {
      throw new FileRefused("has colours for a printing press: save it with colours for a screen");
    }
    limit(
        picture.width(), picture.height(), picture.progressive() ? MOST_PROGRESSIVE : MOST_PIXELS);
    int step = step(picture.width(), picture.height(), picture.components());
    BufferedImage upright =
        picture.orientation() == 1
            ? decode(
                "jpeg", picture.bytes(), new Rectangle(picture.width(), picture.height()), step)
            : turned(picture, step);
    return encode("jpeg", upright, QUALITY);
  }

  /** A PNG from its pixels. */
  static byte[] png(byte[] file) throws IOException {
    PngChunks.Picture picture = PngChunks.read(file);
    limit(picture.width(), picture.height(), MOST_PIXELS);
    int step = step(picture.width(), picture.height(), picture.bytesPerPixel());
    Rectangle whole = new Rectangle(picture.width(), picture.height());
    return encode("png", decode("png", picture.bytes(), whole, step), 0);
  }

  /**
   * Whether a JPEG is one that was drawn anew: the pixels that can be decoded, and no word of what
   * they are.
   *
   * @throws FileRefused when it is not taken
   */
  static boolean isPlainJpeg(byte[] file) throws IOException {
    JpegSegments.Picture picture = JpegSegments.read(file);
    if (!picture.plain() || picture.components() == 4) {
      return false;
    }
    limit(
        picture.width(), picture.height(), picture.progressive() ? MOST_PROGRESSIVE : MOST_PIXELS);
    return decodes("jpeg", file, picture.width(), picture.height(), picture.components());
  }

  /** The same of a PNG. */
  static boolean isPlainPng(byte[] file) throws IOException {
    PngChunks.Picture picture = PngChunks.read(file);
    limit(picture.width(), picture.height(), MOST_PIXELS);
    return Arrays.equals(picture.bytes(), file)
        && decodes("png", file, picture.width(), picture.height(), picture.bytesPerPixel());
  }

  private static boolean decodes(String format, byte[] file, int width, int height, int perPixel)
      throws IOException {
    if (step(width, height, perPixel) > 1) {
      return false;
    }
    decode(format, file, new Rectangle(width, height), 1);
    return true;
  }

  private static void limit(int width, int height, long most) {
    if ((long) width * height > most) {
      throw new FileRefused(
          "has %d by %d pixels; at most %d million are taken"
              .formatted(width, height, most / 1_000_000));
    }
  }

  /** Every how manieth pixel is kept, so that the raster stays within its memory. */
  private static int step(int width, int height, int bytesPerPixel) {
    int step = 1;
    while (raster(width, step) * raster(height, step) * bytesPerPixel > MOST_RASTER) {
      step++;
    }
    return step;
  }

  private static long raster(int length, int step) {
    return ((long) length + step - 1) / step;
  }

  /** Strip by strip, so that the picture is never there twice. */
  private static BufferedImage turned(JpegSegments.Picture picture, int step) throws IOException {
    int width = (int) raster(picture.width(), step);
    int height = (int) raster(picture.height(), step);
    int orientation = picture.orientation();
    boolean lying = orientation >= 5;
    int type =
        picture.components() == 1 ? BufferedImage.TYPE_BYTE_GRAY : BufferedImage.TYPE_3BYTE_BGR;
    var upright = new BufferedImage(lying ? height : width, lying ? width : height, type);
    int rows = Math.max(1, STRIP / 3 / width) * step;
    for (int top = 0; top < picture.height(); top += rows) {
      int deep = Math.min(rows, picture.height() - top);
      BufferedImage strip =
          decode("jpeg", picture.bytes(), new Rectangle(0, top, picture.width(), deep), step);
      turn(strip, top / step, upright, picture, height);
    }
    return upright;
  }

  /** Byte by byte: the other ways take seconds for a photo. */
  private static void turn(
      BufferedImage strip,
      int top,
      BufferedImage upright,
      JpegSegments.Picture picture,
      int height) {
    if (strip.getType() != upright.getType()) {
      throw new FileRefused("cannot be decoded");
    }
    byte[] from = ((DataBufferByte) strip.getRaster().getDataBuffer()).getData();
    byte[] to = ((DataBufferByte) upright.getRaster().getDataBuffer()).getData();
    int width = strip.getWidth();
    int samples = picture.components();
    int at = 0;
    for (int y = top; y < top + strip.getHeight(); y++) {
      for (int x = 0; x < width; x++) {
        int line = line(picture.orientation(), x, y, width, height);
        int column = column(picture.orientation(), x, y, width, height);
        int place = (line * upright.getWidth() + column) * samples;
        for (int sample = 0; sample < samples; sample++) {
          to[place + sample] = from[at];
          at++;
        }
      }
    }
  }

  private static int column(int orientation, int x, int y, int width, int height) {
    return switch (orientation) {
      case 2, 3 -> width - 1 - x;
      case 5, 8 -> y;
      case 6, 7 -> height - 1 - y;
      default -> x;
    };
  }

  private static int line(int orientation, int x, int y, int width, int height) {
    return switch (orientation) {
      case 3, 4 -> height - 1 - y;
      case 5, 6 -> x;
      case 7, 8 -> width - 1 - x;
      default -> y;
    };
  }

  private static BufferedImage decode(String format, byte[] bytes, Rectangle region, int step)
      throws IOException {
    ImageReader reader = ImageIO.getImageReadersByFormatName(format).next();
    try (ImageInputStream in = new MemoryCacheImageInputStream(new ByteArrayInputStream(bytes))) {
      reader.setInput(in, true, true);
      ImageReadParam param = reader.getDefaultReadParam();
      param.setSourceRegion(region);
      param.setSourceSubsampling(step, step, 0, 0);
      return reader.read(0, param);
    } catch (IIOException | IllegalArgumentException | IndexOutOfBoundsException torn) {
      throw new FileRefused("cannot be decoded");
    } finally {
      reader.dispose();
    }
  }

  private static byte[] encode(String format, BufferedImage image, float quality)
      throws IOException {
    ImageWriter writer = ImageIO.getImageWritersByFormatName(format).next();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {
      writer.setOutput(out);
      ImageWriteParam param = writer.getDefaultWriteParam();
      param.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
      param.setCompressionQuality(quality);
      writer.write(null, new IIOImage(image, null, null), param);
    } finally {
      writer.dispose();
    }
    return bytes.toByteArray();
  }
}
