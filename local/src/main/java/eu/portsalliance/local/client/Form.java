package eu.portsalliance.local.client;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The first form of a page.
 *
 * @param fields the names of its inputs with the values that they came with
 */
record Form(URI action, Map<String, String> fields) {
  private static final Pattern FORM =
      Pattern.compile("<form\\b([^>]*)>(.*?)</form>", Pattern.DOTALL | Pattern.CASE_INSENSITIVE);
  private static final Pattern INPUT =
      Pattern.compile("<input\\b([^>]*)>", Pattern.DOTALL | Pattern.CASE_INSENSITIVE);
  private static final Pattern ATTRIBUTE =
      Pattern.compile("([a-zA-Z-]+)\\s*=\\s*\"([^\"]*)\"", Pattern.DOTALL);

  static Optional<Form> first(String html, URI page) {
    Matcher form = FORM.matcher(html);
    while (form.find()) {
      String action = attributes(form.group(1)).getOrDefault("action", "");
      if (!action.isEmpty()) {
        Map<String, String> fields = new LinkedHashMap<>();
        Matcher input = INPUT.matcher(form.group(2));
        while (input.find()) {
          Map<String, String> attributes = attributes(input.group(1));
          String name = attributes.getOrDefault("name", "");
          if (!name.isEmpty()) {
            fields.put(name, attributes.getOrDefault("value", ""));
          }
        }
        return Optional.of(new Form(page.resolve(action), fields));
      }
    }
    return Optional.empty();
  }

  private static Map<String, String> attributes(String text) {
    Map<String, String> attributes = new LinkedHashMap<>();
    Matcher matcher = ATTRIBUTE.matcher(text);
    while (matcher.find()) {
      attributes.put(matcher.group(1).toLowerCase(Locale.ROOT), unescape(matcher.group(2)));
    }
    return attributes;
  }

  private static String unescape(String value) {
    return value
        .replace("&quot;", "\"")
        .replace("&#39;", "'")
        .replace("&#x2F;", "/")
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&amp;", "&");
  }
}
