package eu.portsalliance.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The portal's page and files, and the headers that go with them. */
class PageTest extends GatewayTestBase {

  private static final Pattern IMPORT_MAP =
      Pattern.compile("<script type=\"importmap\">(.*?)</script>", Pattern.DOTALL);

  @Test
  void theContentPolicyAllowsExactlyTheImportMap() throws Exception {
    HttpResponse<String> page = browser().get("/");
    String hash =
        Base64.getEncoder()
            .encodeToString(
                MessageDigest.getInstance("SHA-256")
                    .digest(importMap(page.body()).getBytes(StandardCharsets.UTF_8)));
    assertThat(page.headers().firstValue("Content-Security-Policy"))
        .contains(
            "default-src 'none'; script-src 'self' 'sha256-"
                + hash
                + "'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self';"
                + " manifest-src 'self'; form-action 'self' "
                + ISSUER.issuer().replace("/realms/alliance", "")
                + "; base-uri 'none'; frame-ancestors 'none'");
  }

  @Test
  void whateverTheImportMapNamesIsServedAndCachedForEver() {
    JsonNode imports =
        JsonMapper.builder().build().readTree(importMap(browser().get("/").body())).get("imports");
    assertThat(imports.propertyNames())
        .contains("lit", "lit/", "lit-html", "lit-element", "@lit/reactive-element");
    imports.forEach(
        target -> {
          String path = target.stringValue();
          HttpResponse<String> file =
              browser().get(path.endsWith("/") ? path + "package.json" : path);
          assertThat(file.statusCode()).as(path).isEqualTo(200);
          assertThat(file.headers().firstValue("Cache-Control"))
              .contains("max-age=31536000, public, immutable");
        });
  }

  @Test
  void everyAddressOfThePortalIsTheSamePage() {
    String page = browser().get("/").body();
    for (String path :
        List.of(
            "/login",
            "/login?failed",
            "/alerts",
            "/alerts/new",
            "/alerts/indicator--1",
            "/audit",
            "/duty",
            "/requests")) {
      assertThat(browser().get(path).body()).as(path).isEqualTo(page);
    }
    Browser browser = browser();
    HttpResponse<String> head =
        browser.send(
            browser.request("/alerts").method("HEAD", HttpRequest.BodyPublishers.noBody()));
    assertThat(head.statusCode()).isEqualTo(200);
    assertThat(head.body()).isEmpty();
    HttpResponse<String> post =
        browser.send(browser.request("/alerts").POST(HttpRequest.BodyPublishers.noBody()));
    assertThat(post.statusCode()).isEqualTo(405);
    assertThat(post.headers().allValues("Allow").toString()).contains("GET", "HEAD");
  }

  @Test
  void anAddressThatIsNotThereIsAPageForPeopleWithTheStatusThatSaysSo() {
    String page = browser().get("/").body();
    for (String path :
        List.of(
            "/nothing", "/ranking", "/index.html", "/portal/no.js", "/problems/no", "/alerts/")) {
      HttpResponse<String> answer = opened(path);
      assertThat(answer.statusCode()).as(path).isEqualTo(404);
      assertThat(Browser.type(answer)).isEqualTo("text/html;charset=UTF-8");
      assertThat(answer.body()).isEqualTo(page);
      assertThat(Browser.type(browser().get(path))).isEqualTo("application/problem+json");
    }
    for (String path : List.of("/api/nothing", "/taxii2/nothing", "/api/session/nothing")) {
      assertThat(Browser.type(opened(path))).as(path).isEqualTo("application/problem+json");
    }
  }

  private HttpResponse<String> opened(String path) {
    Browser browser = browser();
    return browser.send(
        browser.request(path).header("Accept", "text/html,application/xhtml+xml;q=0.9,*/*;q=0.8"));
  }

  @Test
  void thePortalsOwnFilesAreRevalidatedByContent() {
    for (String path : List.of("/", "/portal/main.js")) {
      HttpResponse<String> file = browser().get(path);
      assertThat(file.statusCode()).isEqualTo(200);
      assertThat(file.headers().firstValue("Cache-Control")).contains("no-cache");
      assertThat(file.headers().firstValue("Last-Modified")).isEmpty();
      Browser again = browser();
      String etag = file.headers().firstValue("ETag").orElseThrow();
      assertThat(again.send(again.request(path).header("If-None-Match", etag)).statusCode())
          .isEqualTo(304);
    }
  }

  @Test
  void everyAnswerCarriesTheProtectiveHeaders() {
    for (String path :
        List.of("/", "/nothing", "/api/intel/alerts", "/api/registry/directory", "/login/x")) {
      HttpResponse<String> answer = browser().get(path);
      assertThat(answer.headers().map())
          .as(path)
          .containsEntry("X-Content-Type-Options", List.of("nosniff"))
          .containsEntry("X-Frame-Options", List.of("DENY"))
          .containsEntry("Referrer-Policy", List.of("no-referrer"))
          .containsEntry("Cross-Origin-Opener-Policy", List.of("same-origin"))
          .containsEntry("Cross-Origin-Resource-Policy", List.of("same-origin"))
          .containsKeys("Permissions-Policy", "Content-Security-Policy")
          .doesNotContainKey("Strict-Transport-Security");
    }
    assertThat(browser().get("/api/intel/alerts").headers().firstValue("Cache-Control"))
        .hasValueSatisfying(value -> assertThat(value).contains("no-store"));
  }

  @Test
  void theXsrfCookieIsForScriptsOfThisSiteAlone() {
    assertThat(browser().get("/api/session").headers().firstValue("Set-Cookie").orElseThrow())
        .matches("XSRF-TOKEN-nlrtm=[0-9a-f-]{36}; Path=/; SameSite=Lax");
  }

  @Test
  void eachEndOfASignInHasWordsOfItsOwnInEveryLanguage() {
    Set<String> words = new HashSet<>();
    for (String language : List.of("en", "nl", "fr", "de")) {
      JsonNode texts =
          JsonMapper.builder()
              .build()
              .readTree(browser().get("/portal/i18n/" + language + ".json").body());
      assertThat(texts.propertyNames()).as(language).containsExactlyElementsOf(keys());
      for (String end : List.of("failed", "no-role", "again", "out")) {
        for (String part : List.of("title", "text")) {
          String text = texts.get("sign-in." + end + "." + part).stringValue();
          assertThat(words.add(text)).as("%s: %s", language, text).isTrue();
        }
      }
    }
  }

  @Test
  void whereOneWritesOrPastesItSaysInEachLanguageThatNothingEuClassifiedBelongsThere() {
    Map<String, String> said =
        Map.of(
            "en", "Nothing that is EU classified.",
            "nl", "Niets dat EU-gerubriceerd is.",
            "fr", "Rien de classifié UE.",
            "de", "Nichts, was EU-Verschlusssache ist.");
    said.forEach(
        (language, sentence) -> {
          JsonNode texts =
              JsonMapper.builder()
                  .build()
                  .readTree(browser().get("/portal/i18n/" + language + ".json").body());
          for (String field : List.of("form.narrative.hint", "form.containers.hint")) {
            assertThat(texts.get(field).stringValue()).as(field).endsWith(sentence);
          }
        });
  }

  private List<String> keys() {
    return JsonMapper.builder()
        .build()
        .readTree(browser().get("/portal/i18n/en.json").body())
        .propertyNames()
        .stream()
        .sorted()
        .toList();
  }

  @Test
  void aProblemTypeHasAPage() {
    assertThat(browser().get("/problems/forbidden").body())
        .startsWith("<!doctype html>")
        .contains("<h1>");
  }

  private static String importMap(String page) {
    Matcher script = IMPORT_MAP.matcher(page);
    assertThat(script.find()).isTrue();
    return script.group(1);
  }
}
