package eu.portsalliance.intel.attachment;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * A JPEG file segment by segment (ITU-T T.81, annex B), before anything decodes it: what a picture
 * needs is copied, what describes it (EXIF, XMP, IPTC, colour profiles, comments) and what stands
 * behind its end is not. Decoders so never meet hostile descriptions.
 */
final class JpegSegments {

  /** More passes over a picture than this serve only to keep a processor busy. */
  private static final int MOST_SCANS = 32;

  private static final int SOI = 0xD8;
  private static final int EOI = 0xD9;
  private static final int SOS = 0xDA;
  private static final int APP0 = 0xE0;
  private static final int APP1 = 0xE1;
  private static final int APP14 = 0xEE;
  private static final byte[] EXIF = "Exif\0\0".getBytes(StandardCharsets.ISO_8859_1);
  private static final byte[] JFIF_NAME = "JFIF\0".getBytes(StandardCharsets.ISO_8859_1);

  /** A JFIF segment (version 1.01, square pixels, no small picture) that says nothing. */
  private static final byte[] JFIF =
      HexFormat.of().parseHex("ffe000104a46494600010100000100010000");

  /** Where its version stands in it, two bytes. */
  private static final int VERSION = 9;

  private static final byte[] ADOBE = "Adobe".getBytes(StandardCharsets.ISO_8859_1);
  private static final int ORIENTATION_TAG = 0x0112;

  private final byte[] file;
  private final ByteArrayOutputStream kept;
  private int at;
  private int scans;
  private int width;
  private int height;
  private int components;
  private boolean progressive;
  private boolean jfif;
  private boolean adobe;
  private boolean primaries;
  private int orientation = 1;
  private int said;
  private boolean more;

  private JpegSegments(byte[] file) {
    this.file = file;
    this.kept = new ByteArrayOutputStream(file.length);
  }

  /**
   * What is left of a file.
   *
   * @param orientation how it is to be turned to stand upright (EXIF 2.32, tag 0x0112), 1 to 8
   * @param progressive whether a decoder has to hold all of it at once
   * @param plain whether the file is nothing else but this: no description, nothing between its
   *     parts and nothing behind its end
   */
  record Picture(
      byte[] bytes,
      int width,
      int height,
      int components,
      boolean progressive,
      int orientation,
      boolean plain) {}

  /**
   * Reads a file.
   *
   * @throws FileRefused when it is no whole JPEG
   */
  static Picture read(byte[] file) {
    return new JpegSegments(file).read();
  }

  private Picture read() {
    if (marker() != SOI) {
      throw torn();
    }
    int marker = marker();
    while (marker != EOI) {
      segment(marker);
      marker = marker();
    }
    kept.write(0xFF);
    kept.write(EOI);
    if (scans == 0 || width == 0 || height == 0) {
      throw torn();
    }
    boolean plain = !more && !adobe && said <= 1 && at == file.length;
    return new Picture(whole(), width, height, components, progressive, orientation, plain);
  }

  private byte[] whole() {
    ByteArrayOutputStream whole = new ByteArrayOutputStream(kept.size() + 2 + JFIF.length);
    whole.write(0xFF);
    whole.write(SOI);
    // without it some decoders take three components for red, green and blue
    if (components != 4 && (jfif || !(adobe || primaries))) {
      whole.writeBytes(JFIF);
    }
    whole.writeBytes(kept.toByteArray());
    return whole.toByteArray();
  }

  private void segment(int marker) {
    int length = unsigned(at);
    int body = at + 2;
    int end = at + length;
    if (length < 2 || end > file.length) {
      throw torn();
    }
    if (frame(marker)) {
      frame(marker, body, end);
    } else if (marker == SOS) {
      scans++;
      if (scans > MOST_SCANS) {
        throw new FileRefused("has more passes over the picture than a camera or a scanner writes");
      }
      end = scanned(end);
    } else if (marker == APP1 && begins(body, end, EXIF)) {
      orientation = orientation(body + EXIF.length, end);
    }
    jfif |= marker == APP0 && begins(body, end, JFIF_NAME);
    adobe |= marker == APP14 && begins(body, end, ADOBE);
    if (needed(marker, body, end)) {
      copy(at - 2, end);
    } else if (marker == APP0 && saysNothing(at - 2, end)) {
      said++;
    } else {
      more = true;
    }
    at = end;
  }

  /** Whether it is the segment {@link #JFIF}, in whatever version of that. */
  private boolean saysNothing(int from, int to) {
    return to - from == JFIF.length
        && Arrays.equals(file, from, from + VERSION, JFIF, 0, VERSION)
        && Arrays.equals(file, from + VERSION + 2, to, JFIF, VERSION + 2, JFIF.length);
  }

  /** Tables, frames and scans; of what applications write only how colours are meant. */
  private boolean needed(int marker, int body, int end) {
    boolean application = marker >= 0xE0 && marker <= 0xEF;
    boolean comment = marker == 0xFE;
    return application ? marker == APP14 && begins(body, end, ADOBE) : !comment;
  }

  /** Start of frame; C4, C8 and CC are tables and a reserved one. */
  private static boolean frame(int marker) {
    return marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC;
  }

  private void frame(int marker, int body, int end) {
    if (end - body < 6 || width > 0) {
      throw torn();
    }
    height = unsigned(body + 1);
    width = unsigned(body + 3);
    components = file[body + 5] & 0xFF;
    progressive = marker != 0xC0 && marker != 0xC1;
    primaries = components == 3 && end - body >= 15 && file[body + 6] == 'R';
  }

  /** Behind a scan's data: the next marker that is none of its own. */
  private int scanned(int from) {
    for (int i = from; i + 1 < file.length; i++) {
      int next = file[i + 1] & 0xFF;
      boolean own = next == 0 || next == 0xFF || (next >= 0xD0 && next <= 0xD7);
      if ((file[i] & 0xFF) == 0xFF && !own) {
        return i;
      }
    }
    throw torn();
  }

  private int marker() {
    if (at + 1 >= file.length || (file[at] & 0xFF) != 0xFF) {
      throw torn();
    }
    int i = at + 1;
    while (i < file.length && (file[i] & 0xFF) == 0xFF) {
      i++;
    }
    if (i >= file.length) {
      throw torn();
    }
    more |= i > at + 1;
    at = i + 1;
    return file[i] & 0xFF;
  }

  /** The tag in the first directory (TIFF 6.0, section 2); upright when it cannot be read. */
  private int orientation(int from, int to) {
    ByteBuffer tiff = ByteBuffer.wrap(file, from, to - from).slice();
    if (tiff.remaining() < 8) {
      return 1;
    }
    tiff.order(tiff.get(0) == 'I' ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
    int directory = tiff.getInt(4);
    if (directory < 8 || directory > tiff.limit() - 2) {
      return 1;
    }
    int entries = tiff.getShort(directory) & 0xFFFF;
    for (int i = 0; i < entries && directory + 14 + 12 * i <= tiff.limit(); i++) {
      int entry = directory + 2 + 12 * i;
      if ((tiff.getShort(entry) & 0xFFFF) == ORIENTATION_TAG) {
        int value = tiff.getShort(entry + 8) & 0xFFFF;
        return value >= 1 && value <= 8 ? value : 1;
      }
    }
    return 1;
  }

  private boolean begins(int from, int to, byte[] beginning) {
    return to - from >= beginning.length
        && Arrays.equals(file, from, from + beginning.length, beginning, 0, beginning.length);
  }

  private int unsigned(int index) {
    if (index + 1 >= file.length) {
      throw torn();
    }
    return ((file[index] & 0xFF) << 8) | (file[index + 1] & 0xFF);
  }

  private void copy(int from, int to) {
    kept.write(file, from, to - from);
  }

  private static FileRefused torn() {
    return new FileRefused("is no whole JPEG picture");
  }
}
