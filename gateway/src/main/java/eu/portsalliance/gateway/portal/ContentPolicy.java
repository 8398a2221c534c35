package eu.portsalliance.gateway.portal;

/**
 * What the pages may load (Content Security Policy Level 3).
 *
 * @param directives the value of the header
 */
public record ContentPolicy(String directives) {

  /**
   * Own scripts and the import map, nothing inline, no other origin. The issuer's origin stands in
   * {@code form-action} since browsers hold the redirect of the sign-out form against it.
   */
  static ContentPolicy of(String scriptHash, String issuerOrigin) {
    return new ContentPolicy(
        String.join(
            "; ",
            "default-src 'none'",
            "script-src 'self' " + scriptHash,
            "style-src 'self'",
            "img-src 'self' data:",
            "font-src 'self'",
            "connect-src 'self'",
            "manifest-src 'self'",
            "form-action 'self' " + issuerOrigin,
            "base-uri 'none'",
            "frame-ancestors 'none'"));
  }
}
