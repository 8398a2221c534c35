package eu.portsalliance.gateway.portal;

import eu.portsalliance.problem.ProblemType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.springframework.core.io.ClassPathResource;
import org.springframework.web.util.HtmlUtils;

/**
 * The pages behind the problem types (RFC 9457, section 3.1.1: a type URI should lead to words for
 * people). Made at start from docs/problems; the Markdown in use is headings, paragraphs, lists and
 * code spans.
 */
final class ProblemPages {

  private static final Pattern CODE = Pattern.compile("`([^`]+)`");
  private static final Pattern BLOCKS = Pattern.compile("\\R\\s*\\R");
  private static final Pattern LINES = Pattern.compile("\\R");

  private final Map<String, String> pages;

  ProblemPages() {
    this.pages =
        Arrays.stream(ProblemType.values())
            .filter(type -> source(type).exists())
            .collect(Collectors.toMap(ProblemType::slug, ProblemPages::page));
  }

  /** The page of a type, as HTML; empty when there is no such type. */
  Optional<String> of(String slug) {
    return Optional.ofNullable(pages.get(slug));
  }

  private static ClassPathResource source(ProblemType type) {
    return new ClassPathResource("problems/" + type.slug() + ".md");
  }

  private static String page(ProblemType type) {
    try {
      return """
          <!doctype html>
          <html lang="en">
          <head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
          <title>%s</title></head>
          <body><main>
          %s</main></body>
          </html>
          """
          .formatted(
              HtmlUtils.htmlEscape(type.title()),
              body(source(type).getContentAsString(StandardCharsets.UTF_8)));
    } catch (IOException e) {
      throw new UncheckedIOException("The page of " + type.slug() + " cannot be read.", e);
    }
  }

  static String body(String markdown) {
    return BLOCKS
        .splitAsStream(markdown.strip())
        .filter(block -> !block.isBlank())
        .map(ProblemPages::block)
        .collect(Collectors.joining());
  }

  private static String block(String block) {
    String[] lines = LINES.split(block.strip(), 2);
    String first = lines[0];
    int level = 0;
    while (level < first.length() && first.charAt(level) == '#') {
      level++;
    }
    if (level > 0 && level <= 3) {
      String heading =
          "<h%d>%s</h%d>%n".formatted(level, inline(first.substring(level).strip()), level);
      return lines.length == 1 ? heading : heading + block(lines[1]);
    }
    if (first.startsWith("- ")) {
      return Pattern.compile("(?m)^- ")
          .splitAsStream(block.strip())
          .filter(item -> !item.isBlank())
          .map(item -> "<li>" + inline(item) + "</li>\n")
          .collect(Collectors.joining("", "<ul>\n", "</ul>\n"));
    }
    return "<p>" + inline(block) + "</p>\n";
  }

  private static String inline(String text) {
    String line = LINES.matcher(text.strip()).replaceAll(" ");
    return CODE.matcher(HtmlUtils.htmlEscape(line)).replaceAll("<code>$1</code>");
  }
}
