package eu.portsalliance.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import eu.portsalliance.e2e.Visitors.Device;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * The portal in four languages. A key without a text is an error on the console, which fails any
 * test.
 */
@ExtendWith(BrowserExtension.class)
class LanguageTest {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\w+}");

  @RegisterExtension final Journeys rotterdam = Journeys.atRotterdam();

  @ParameterizedTest
  @ValueSource(strings = {"nl", "fr", "de"})
  void another_language_leaves_no_english_word_of_the_portal(String language, Visitors visitors) {
    String box = rotterdam.arrivedWithAnotherSeal();
    String alert = Alerts.released(Drafts.of(box, "AMBER", List.of(Drafts.port("NLRTM"))));
    Map<String, String> english = texts(visitors, "en");
    Set<String> otherWords = new HashSet<>(texts(visitors, language).values());
    Set<String> left = new HashSet<>();
    new Walk(
            visitors,
            Device.DESK,
            (stop, visitor) -> {
              visitor.page().locator(".language select").selectOption(language);
              assertThat(visitor.page().locator("html")).hasAttribute("lang", language);
              for (String words : words(visitor)) {
                english.forEach(
                    (key, text) -> {
                      if (words.equals(text) && !otherWords.contains(text)) {
                        left.add(stop + ": " + key + " = " + text);
                      }
                    });
              }
            })
        .outside()
        .inside(box, alert);
    assertThat(left).isEmpty();
  }

  @Test
  void the_chosen_language_stays(Visitors visitors) {
    Visitor stranger = visitors.at("NLRTM");
    stranger.open("/");
    stranger.page().locator(".language select").selectOption("nl");
    assertThat(stranger.page().locator("html")).hasAttribute("lang", "nl");
    stranger.page().reload();
    assertThat(stranger.page().locator("html")).hasAttribute("lang", "nl");
    assertThat(stranger.heading(texts(visitors, "nl").getOrDefault("sign-in.agency", "")))
        .isVisible();
  }

  @Test
  void the_browsers_own_language_comes_first(Visitors visitors) {
    Visitor stranger = visitors.at("DEHAM", Device.DESK.speaking("de-AT"));
    stranger.open("/");
    assertThat(stranger.page().locator("html")).hasAttribute("lang", "de");
  }

  @ParameterizedTest
  @ValueSource(strings = {"nl", "fr", "de"})
  void every_text_is_there_in_every_language_with_the_same_blanks(
      String language, Visitors visitors) {
    Map<String, Set<String>> blanks = new HashMap<>();
    texts(visitors, "en").forEach((key, text) -> blanks.put(key, blanks(text)));
    Map<String, Set<String>> others = new HashMap<>();
    texts(visitors, language).forEach((key, text) -> others.put(key, blanks(text)));
    assertThat(others).isEqualTo(blanks);
  }

  private static Set<String> blanks(String text) {
    return PLACEHOLDER.matcher(text).results().map(r -> r.group()).collect(Collectors.toSet());
  }

  private static Map<String, String> texts(Visitors visitors, String language) {
    Visitor visitor = visitors.at("NLRTM");
    String file =
        visitor.page().request().get(visitor.home() + "/portal/i18n/" + language + ".json").text();
    return JSON.readValue(file, new TypeReference<Map<String, String>>() {});
  }

  /**
   * Everything that a page says, but for what others wrote and what is the same in all languages.
   */
  private static List<String> words(Visitor visitor) {
    Object found =
        visitor
            .page()
            .evaluate(
                """
                () => {
                  const words = [];
                  const foreign = '[translate=no], option[lang], noscript, script, style';
                  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
                  while (walker.nextNode()) {
                    if (!walker.currentNode.parentElement.closest(foreign)) {
                      words.push(walker.currentNode.data);
                    }
                  }
                  for (const name of ['aria-label', 'title', 'placeholder']) {
                    for (const one of document.querySelectorAll(`[${name}]`)) {
                      words.push(one.getAttribute(name));
                    }
                  }
                  words.push(document.title);
                  return words.flatMap((one) => one.split(' · '))
                    .map((one) => one.replace(/\\s+/g, ' ').trim()).filter(Boolean);
                }
                """);
    List<String> words = new ArrayList<>();
    if (found instanceof List<?> list) {
      list.forEach(one -> words.add(String.valueOf(one)));
    }
    return words;
  }
}
