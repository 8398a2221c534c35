package eu.portsalliance.gateway.signin;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Where a person goes after sign-in: a page of the portal, never another site. */
final class ReturnTo {

  /** Attribute of a started sign-in, and of the exchange that ends it. */
  static final String ATTRIBUTE = ReturnTo.class.getName();

  private static final Pattern LOCAL =
      Pattern.compile("/(?!/)(?:[A-Za-z0-9/_.~?=&:-]|%[0-9A-Fa-f]{2}){0,300}");

  private ReturnTo() {}

  static boolean isLocal(@Nullable String target) {
    return target != null && LOCAL.matcher(target).matches();
  }
}
