package eu.portsalliance.local.client;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * As much of a browser as signing in takes: cookies, redirects, sign-in forms and the SAML form
 * that posts itself.
 */
final class Browser {
  private static final int STEPS = 25;

  private final Cookies cookies = new Cookies();
  // where the password was given: a page that asks for it again has refused it
  private final Set<String> told = new HashSet<>();
  private final String username;
  private final String password;

  Browser(AllianceFile.User user) {
    username = user.username();
    password = user.password();
  }

  Cookies cookies() {
    return cookies;
  }

  /**
   * Opens an address and goes on, filling in what is asked, until a place is reached.
   *
   * @param arrived tells the place; it is not opened
   * @return that place
   */
  URI signIn(URI start, Predicate<URI> arrived) {
    HttpRequest next = HttpRequest.newBuilder(start).GET().build();
    for (int step = 0; step < STEPS; step++) {
      HttpResponse<String> response = send(next);
      Optional<URI> redirect =
          response.headers().firstValue("Location").map(to -> response.uri().resolve(to));
      if (redirect.isPresent() && arrived.test(redirect.get())) {
        return redirect.get();
      }
      next =
          redirect
              .map(to -> HttpRequest.newBuilder(to).GET().build())
              .orElseGet(() -> fillIn(response));
    }
    throw new IllegalStateException("signing in goes round in circles at " + next.uri());
  }

  /** Opens one address with the cookies held, and keeps those that come back. */
  HttpResponse<String> open(URI address) {
    return send(HttpRequest.newBuilder(address).GET().build());
  }

  private HttpRequest fillIn(HttpResponse<String> page) {
    Form form =
        Form.first(page.body(), page.uri())
            .filter(found -> page.statusCode() == 200)
            .orElseThrow(() -> stuck(page));
    Map<String, String> fields = new LinkedHashMap<>(form.fields());
    boolean asksName = fields.computeIfPresent("username", (name, old) -> username) != null;
    boolean asksPassword = fields.computeIfPresent("password", (name, old) -> password) != null;
    boolean relays = fields.containsKey("SAMLResponse") || fields.containsKey("SAMLRequest");
    if (!asksName && !asksPassword && !relays) {
      throw stuck(page);
    }
    if (asksPassword && !told.add(form.action().getPath())) {
      throw new IllegalStateException(
          "the agency refused the user name or password of " + username);
    }
    return HttpRequest.newBuilder(form.action())
        .header("Content-Type", "application/x-www-form-urlencoded")
        .POST(HttpRequest.BodyPublishers.ofString(MachineClient.encode(fields)))
        .build();
  }

  private static IllegalStateException stuck(HttpResponse<String> page) {
    String words =
        page.body()
            .replaceAll("(?s)<(script|style).*?</\\1>", " ")
            .replaceAll("<[^>]*>", " ")
            .replaceAll("\\s+", " ")
            .strip();
    return new IllegalStateException(
        "signing in stops at %s (%d): %s"
            .formatted(
                page.uri(), page.statusCode(), words.substring(0, Math.min(300, words.length()))));
  }

  private HttpResponse<String> send(HttpRequest request) {
    HttpRequest.Builder with =
        HttpRequest.newBuilder(request, (name, value) -> true)
            .timeout(Duration.ofSeconds(30))
            .setHeader("Accept", "text/html,application/xhtml+xml,*/*;q=0.8");
    String cookie = cookies.header(request.uri().getPath());
    if (!cookie.isEmpty()) {
      with.setHeader("Cookie", cookie);
    }
    HttpResponse<String> response =
        Api.exchange(with.build(), HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
    cookies.take(response);
    return response;
  }
}
