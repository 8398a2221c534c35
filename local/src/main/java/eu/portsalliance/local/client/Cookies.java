package eu.portsalliance.local.client;

import java.net.URI;
import java.net.http.HttpResponse;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The cookies of one browser, all of one host: as browsers do (RFC 6265), ports are not told apart,
 * and localhost counts as secure.
 */
final class Cookies {
  private record Key(String name, String path) {}

  private final Map<Key, String> values = new LinkedHashMap<>();

  synchronized void take(HttpResponse<?> response) {
    for (String header : response.headers().allValues("Set-Cookie")) {
      take(header, response.uri());
    }
  }

  private void take(String header, URI from) {
    String[] parts = header.split(";", -1);
    int equals = parts[0].indexOf('=');
    if (equals <= 0) {
      return;
    }
    String path = folder(from.getPath());
    boolean gone = false;
    for (int i = 1; i < parts.length; i++) {
      String attribute = parts[i].strip();
      if (attribute.regionMatches(true, 0, "path=", 0, 5) && attribute.startsWith("/", 5)) {
        path = attribute.substring(5);
      }
      gone |= attribute.equalsIgnoreCase("max-age=0");
    }
    Key key = new Key(parts[0].substring(0, equals).strip(), path);
    if (gone) {
      values.remove(key);
    } else {
      values.put(key, parts[0].substring(equals + 1).strip());
    }
  }

  /** The Cookie header for that path; empty if there is none to send. */
  synchronized String header(String path) {
    return values.entrySet().stream()
        .filter(cookie -> matches(cookie.getKey().path(), path))
        .map(cookie -> cookie.getKey().name() + "=" + cookie.getValue())
        .collect(Collectors.joining("; "));
  }

  synchronized Optional<String> value(String name) {
    return values.entrySet().stream()
        .filter(cookie -> cookie.getKey().name().equals(name))
        .map(Map.Entry::getValue)
        .findFirst();
  }

  private static boolean matches(String cookiePath, String path) {
    return path.equals(cookiePath)
        || path.startsWith(cookiePath.endsWith("/") ? cookiePath : cookiePath + "/");
  }

  private static String folder(String path) {
    int slash = path.lastIndexOf('/');
    return slash <= 0 ? "/" : path.substring(0, slash);
  }
}
