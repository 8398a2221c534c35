package eu.portsalliance.intel.search;

import java.text.Normalizer;

/**
 * A text as it is indexed and looked for: signs that PostgreSQL may read as letters or digits of a
 * container number are those letters and digits, so that what it finds is what is counted.
 */
final class Plain {

  private static final int ASCII = 0x80;

  private Plain() {}

  static String text(String written) {
    return Normalizer.normalize(written, Normalizer.Form.NFKC)
        .codePoints()
        .map(Plain::plain)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }

  /** A capital such as U+0130, which no normal form touches, has a small ASCII letter. */
  private static int plain(int codePoint) {
    int small = Character.toLowerCase(codePoint);
    return codePoint >= ASCII && small < ASCII ? small : codePoint;
  }
}
