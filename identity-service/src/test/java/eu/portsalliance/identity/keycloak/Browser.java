package eu.portsalliance.identity.keycloak;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * As much of a browser as a sign-in needs: follows redirects, keeps cookies by name and path, sends
 * the first form of a page with its hidden fields, user name and password filled in.
 */
final class Browser implements AutoCloseable {

  private static final Pattern FORM =
      Pattern.compile("<form[^>]*?action=\"([^\"]+)\"", Pattern.CASE_INSENSITIVE);
  private static final Pattern INPUT = Pattern.compile("<input\\b[^>]*>", Pattern.CASE_INSENSITIVE);
  private static final Pattern ATTRIBUTE =
      Pattern.compile("(name|value)=\"([^\"]*)\"", Pattern.CASE_INSENSITIVE);

  private final HttpClient http = HttpClient.newHttpClient();
  private final Map<String, String> cookies = new LinkedHashMap<>();

  @Override
  public void close() {
    http.close();
  }

  /** Where a sign-in ended: at the address that was waited for, or at a page; and its way. */
  record End(URI address, String page, List<URI> visited) {

    String parameter(String name) {
      Matcher found = Pattern.compile("[?&]" + name + "=([^&]+)").matcher(address.toString());
      if (!found.find()) {
        throw new AssertionError("no " + name + " in " + address);
      }
      return found.group(1);
    }
  }

  End signIn(URI start, String until, String username, String password) {
    List<URI> visited = new ArrayList<>();
    URI address = start;
    HttpResponse<String> answer = send(address, null);
    for (int step = 0; step < 20; step++) {
      String location = answer.headers().firstValue("location").orElse("");
      if (!location.isEmpty()) {
        address = address.resolve(location);
        visited.add(address);
        if (location.startsWith(until)) {
          return new End(address, "", visited);
        }
        answer = send(address, null);
        continue;
      }
      Matcher form = FORM.matcher(answer.body());
      if (!form.find() || answer.statusCode() >= 400) {
        return new End(address, answer.statusCode() + " " + answer.body(), visited);
      }
      address = address.resolve(unescape(form.group(1)));
      visited.add(address);
      answer = send(address, fields(answer.body(), username, password));
    }
    throw new AssertionError("the sign-in does not come to an end");
  }

  private static Map<String, String> fields(String page, String username, String password) {
    Map<String, String> fields = new LinkedHashMap<>();
    Matcher input = INPUT.matcher(page);
    while (input.find()) {
      Map<String, String> attributes = new LinkedHashMap<>();
      Matcher attribute = ATTRIBUTE.matcher(input.group());
      while (attribute.find()) {
        attributes.put(attribute.group(1).toLowerCase(Locale.ROOT), unescape(attribute.group(2)));
      }
      if (attributes.containsKey("name")) {
        fields.put(attributes.get("name"), attributes.getOrDefault("value", ""));
      }
    }
    fields.computeIfPresent("username", (_, _) -> username);
    fields.computeIfPresent("password", (_, _) -> password);
    return fields;
  }

  /** A request with the cookies of this browser; a form if fields are given. */
  private HttpResponse<String> send(URI address, @Nullable Map<String, String> fields) {
    HttpRequest.Builder request = HttpRequest.newBuilder(address);
    String jar =
        cookies.entrySet().stream()
            .filter(cookie -> address.getPath().startsWith(cookie.getKey().split(" ", 2)[1]))
            .map(cookie -> cookie.getKey().split(" ", 2)[0] + "=" + cookie.getValue())
            .collect(Collectors.joining("; "));
    if (!jar.isEmpty()) {
      request.header("Cookie", jar);
    }
    if (fields != null) {
      request
          .header("Content-Type", "application/x-www-form-urlencoded")
          .POST(HttpRequest.BodyPublishers.ofString(form(fields)));
    }
    HttpResponse<String> answer = exchange(request.build());
    answer.headers().allValues("set-cookie").forEach(this::keep);
    return answer;
  }

  /** Sends a form as a client does, without cookies. */
  HttpResponse<String> post(URI address, Map<String, String> fields) {
    return exchange(
        HttpRequest.newBuilder(address)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(HttpRequest.BodyPublishers.ofString(form(fields)))
            .build());
  }

  private HttpResponse<String> exchange(HttpRequest request) {
    try {
      return http.send(request, HttpResponse.BodyHandlers.ofString());
    } catch (IOException broken) {
      throw new AssertionError(broken);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new AssertionError(interrupted);
    }
  }

  private void keep(String header) {
    String pair = header.split(";", 2)[0];
    Matcher path = Pattern.compile("(?i);\\s*path=([^;]+)").matcher(header);
    String key = pair.split("=", 2)[0] + " " + (path.find() ? path.group(1).strip() : "/");
    String value = pair.split("=", 2)[1];
    if (value.isEmpty() || header.toLowerCase(Locale.ROOT).contains("max-age=0")) {
      cookies.remove(key);
    } else {
      cookies.put(key, value);
    }
  }

  private static String form(Map<String, String> fields) {
    return fields.entrySet().stream()
        .map(f -> f.getKey() + "=" + URLEncoder.encode(f.getValue(), StandardCharsets.UTF_8))
        .collect(Collectors.joining("&"));
  }

  private static String unescape(String html) {
    return html.replace("&quot;", "\"")
        .replace("&#x2f;", "/")
        .replace("&#43;", "+")
        .replace("&#x2b;", "+")
        .replace("&#61;", "=")
        .replace("&#x3d;", "=")
        .replace("&#13;", "\r")
        .replace("&#10;", "\n")
        .replace("&amp;", "&");
  }
}
