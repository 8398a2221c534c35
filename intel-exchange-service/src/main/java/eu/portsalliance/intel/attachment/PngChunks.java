package eu.portsalliance.intel.attachment;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.zip.CRC32;

/**
 * A PNG file chunk by chunk (W3C PNG, third edition, section 5), before anything decodes it: only
 * what the picture needs is copied. Texts, times, EXIF, profiles, further frames, chunks that
 * nobody knows and what stands behind the end are not.
 */
final class PngChunks {

  private static final int SIGNATURE = 8;
  private static final int AROUND = 12;
  private static final Set<String> KEPT = Set.of("IHDR", "PLTE", "tRNS", "IDAT", "IEND");

  private PngChunks() {}

  /**
   * What is left of a file.
   *
   * @param bytesPerPixel of the raster that a decoder makes of it, at most
   */
  record Picture(byte[] bytes, int width, int height, int bytesPerPixel) {}

  /**
   * Reads a file.
   *
   * @throws FileRefused when it is no whole PNG
   */
  static Picture read(byte[] file) {
    ByteBuffer in = ByteBuffer.wrap(file);
    ByteArrayOutputStream kept = new ByteArrayOutputStream(file.length);
    kept.write(file, 0, SIGNATURE);
    int at = SIGNATURE;
    String type = "";
    int[] header = null;
    while (!type.equals("IEND")) {
      if (file.length - at < AROUND) {
        throw torn();
      }
      int length = in.getInt(at);
      if (length < 0 || length > file.length - at - AROUND || !sound(file, in, at, length)) {
        throw torn();
      }
      type = new String(file, at + 4, 4, StandardCharsets.ISO_8859_1);
      if ((header == null) != type.equals("IHDR")) {
        throw torn();
      }
      if (header == null) {
        header = header(in, at + 8, length);
      }
      if (KEPT.contains(type)) {
        kept.write(file, at, length + AROUND);
      }
      at += length + AROUND;
    }
    if (header == null) {
      throw torn();
    }
    return new Picture(kept.toByteArray(), header[0], header[1], header[2]);
  }

  private static int[] header(ByteBuffer in, int at, int length) {
    if (length != 13 || in.getInt(at) <= 0 || in.getInt(at + 4) <= 0) {
      throw torn();
    }
    int depth = in.get(at + 8);
    int samples =
        switch (in.get(at + 9)) {
          case 0, 3 -> 1;
          case 2 -> 3;
          case 4 -> 2;
          case 6 -> 4;
          default -> throw torn();
        };
    return new int[] {in.getInt(at), in.getInt(at + 4), samples * (depth == 16 ? 2 : 1)};
  }

  private static boolean sound(byte[] file, ByteBuffer in, int at, int length) {
    CRC32 crc = new CRC32();
    crc.update(file, at + 4, length + 4);
    return (int) crc.getValue() == in.getInt(at + 8 + length);
  }

  private static FileRefused torn() {
    return new FileRefused("is no whole PNG picture");
  }
}
