package eu.portsalliance.helm;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The table of a chart's values, made from values.yaml and its comments. */
final class Readme {
  private static final String BEGIN = "<!-- values: made from values.yaml, do not edit -->\n";
  private static final String END = "<!-- end of values -->\n";
  private static final Pattern KEY = Pattern.compile("( *)([A-Za-z]+):(?: (.*))?");

  private Readme() {}

  /** The README with its table made anew. */
  static String made(String readme, String values) {
    int begin = readme.indexOf(BEGIN);
    int end = readme.indexOf(END);
    if (begin < 0 || end < begin) {
      throw new IllegalArgumentException("the README has no place for the values");
    }
    return readme.substring(0, begin + BEGIN.length())
        + "\n"
        + table(values)
        + "\n"
        + readme.substring(end);
  }

  private static String table(String values) {
    StringBuilder table = new StringBuilder("| value | default | what it is |\n|---|---|---|\n");
    Deque<String> path = new ArrayDeque<>();
    StringBuilder comment = new StringBuilder();
    for (String line : values.lines().toList()) {
      String text = line.strip();
      Matcher key = KEY.matcher(line);
      if (text.startsWith("#")) {
        comment.append(comment.isEmpty() ? "" : " ").append(text.substring(1).strip());
      } else if (key.matches()) {
        while (path.size() > key.group(1).length() / 2) {
          path.removeLast();
        }
        path.addLast(key.group(2));
        String value = key.group(3) == null ? "" : key.group(3);
        if (!value.isEmpty() || !comment.isEmpty()) {
          table
              .append("| `")
              .append(String.join(".", path))
              .append("` | ")
              .append(value.isEmpty() ? "" : "`" + value.replace("|", "\\|") + "`")
              .append(" | ")
              .append(comment)
              .append(" |\n");
        }
        comment.setLength(0);
      }
    }
    return table.toString();
  }
}
