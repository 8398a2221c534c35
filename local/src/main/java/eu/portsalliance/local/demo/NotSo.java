package eu.portsalliance.local.demo;

/** The first thing in the demonstration that is not as it should be. */
public final class NotSo extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public NotSo(String what) {
    super(what);
  }

  static void unless(boolean so, String what, Object found) {
    if (!so) {
      throw new NotSo(what + " Found: " + shorten(String.valueOf(found)));
    }
  }

  private static String shorten(String text) {
    return text.length() > 600 ? text.substring(0, 600) + "..." : text;
  }
}
