package eu.portsalliance.intel.recognition;

import java.util.Arrays;

/**
 * A text as the search for numbers reads it: capitals, plain digits, blanks and hyphens for all
 * their kinds, nothing for characters that are not seen, a star for every other sign. Each
 * character knows where it came from.
 */
final class Paste {

  /** Stands for a character that no number has. */
  static final char OTHER = '*';

  private final StringBuilder plain = new StringBuilder();
  private int[] origins = new int[256];

  Paste(String text) {
    for (int i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
      add(text.codePointAt(i), i);
    }
  }

  /** The text that is searched. */
  CharSequence plain() {
    return plain;
  }

  /** Where a character of it stands in the text as pasted. */
  int origin(int at) {
    return origins[at];
  }

  /** Takes a found number out, so that what is left can be looked at. */
  void strike(int start, int end) {
    for (int i = start; i < end; i++) {
      plain.setCharAt(i, '\n');
    }
  }

  private void add(int codePoint, int at) {
    int read = read(codePoint);
    if (read < 0) {
      return;
    }
    if (plain.length() == origins.length) {
      origins = Arrays.copyOf(origins, origins.length * 2);
    }
    origins[plain.length()] = at;
    plain.append((char) read);
  }

  private static int read(int codePoint) {
    int ascii = codePoint >= 0xff01 && codePoint <= 0xff5e ? codePoint - 0xfee0 : codePoint;
    if (ascii >= 'a' && ascii <= 'z') {
      return ascii - 'a' + 'A';
    }
    if (ascii < 0x7f && (ascii >= ' ' || ascii == '\n' || ascii == '\r' || ascii == '\t')) {
      return ascii;
    }
    int digit = Character.digit(codePoint, 10);
    return digit >= 0 ? '0' + digit : byType(codePoint);
  }

  private static int byType(int codePoint) {
    return switch (Character.getType(codePoint)) {
      case Character.CONTROL, Character.FORMAT, Character.NON_SPACING_MARK -> -1;
      case Character.SPACE_SEPARATOR -> ' ';
      case Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> '\n';
      case Character.DASH_PUNCTUATION -> '-';
      default -> OTHER;
    };
  }
}
