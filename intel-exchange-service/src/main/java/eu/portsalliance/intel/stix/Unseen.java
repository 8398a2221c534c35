package eu.portsalliance.intel.stix;

import java.util.regex.Pattern;

/**
 * Characters that make a text read otherwise than it is written: controls, those that turn its
 * direction (Unicode Technical Report 36, section 3.1), those without width, tags, and halves of
 * surrogate pairs.
 */
public final class Unseen {

  private static final Pattern CHARACTERS =
      Pattern.compile(
          "[\\p{Cntrl}\\p{Cs}\\x{80}-\\x{9f}&&[^\\n\\r\\t]]"
              + "|[\\x{ad}\\x{61c}\\x{180e}\\x{200b}-\\x{200f}\\x{2028}-\\x{202e}\\x{2060}-\\x{206f}\\x{feff}"
              + "\\x{fff9}-\\x{fffb}\\x{e0000}-\\x{e007f}]");

  private Unseen() {}

  /** Whether a text has any of them. */
  public static boolean in(String text) {
    return CHARACTERS.matcher(text).find();
  }
}
