package eu.portsalliance.gateway.portal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import org.springframework.core.io.Resource;
import org.springframework.http.MediaType;

/**
 * The portal's one page: the template with the import map put in its place, and the hash that lets
 * the content policy allow exactly that script.
 *
 * @param html the page
 * @param scriptHash source expression of the import map (CSP Level 3, section 2.3.1)
 * @param etag of the page
 */
record IndexPage(String html, String scriptHash, String etag) {

  static final MediaType MEDIA_TYPE = new MediaType("text", "html", StandardCharsets.UTF_8);

  private static final String PLACE = "<!--import-map-->";

  static IndexPage of(Resource template, String importMap) {
    String page = read(template);
    int place = page.indexOf(PLACE);
    if (place < 0 || page.indexOf(PLACE, place + 1) >= 0) {
      throw new IllegalStateException(
          "index.html has to contain " + PLACE + " once, before its first module script.");
    }
    String html = page.replace(PLACE, "<script type=\"importmap\">" + importMap + "</script>");
    return new IndexPage(html, "'sha256-" + hash(importMap) + "'", '"' + hash(html) + '"');
  }

  private static String read(Resource template) {
    try {
      return template.getContentAsString(StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("The portal's index.html is missing in this build.", e);
    }
  }

  static String hash(String text) {
    return hash(text.getBytes(StandardCharsets.UTF_8));
  }

  static String hash(byte[] bytes) {
    try {
      return Base64.getEncoder().encodeToString(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
