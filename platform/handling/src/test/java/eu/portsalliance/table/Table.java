package eu.portsalliance.table;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The sheets together: what handling says to a case, and from which cells. */
public final class Table {

  private static final Set<String> CONTENT =
      Set.of("read", "search", "export", "derive", "request release");

  private final Sheet purposes = new Sheet("purposes", 1);
  private final Sheet who = new Sheet("who", 1);
  private final Sheet namedOnly = new Sheet("named-only", 2);
  private final Sheet onward = new Sheet("onward", 2);
  private final Sheet word = new Sheet("word", 1);
  private final Sheet obligations = new Sheet("obligations", 1);
  private final Sheet causes = new Sheet("causes", 1);
  private final Sheet effect = new Sheet("effect", 2);
  private final Sheet acting = new Sheet("acting", 1);
  private final Sheet discreet = new Sheet("discreet", 1);
  private final Sheet beside = new Sheet("beside", 1);
  private final Map<Sheet.Cell, String> cells;

  public Table() {
    this(Map.of());
  }

  private Table(Map<Sheet.Cell, String> changed) {
    cells =
        Stream.of(
                purposes,
                who,
                namedOnly,
                onward,
                word,
                obligations,
                causes,
                effect,
                acting,
                discreet,
                beside)
            .flatMap(sheet -> sheet.cells().entrySet().stream())
            .collect(
                Collectors.toMap(
                    Map.Entry::getKey, Map.Entry::getValue, (a, _) -> a, HashMap::new));
    cells.putAll(changed);
  }

  /**
   * The answer in words: yes, {@code yes+OBLIGATION+…}, desk, or why not; and the cells it took.
   */
  public record Answer(String word, List<Sheet.Cell> from) {}

  /** What the table says to a case. */
  public Answer answer(Case c) {
    List<Sheet.Cell> from = new ArrayList<>();
    return new Answer(CONTENT.contains(c.use()) ? content(c, from) : otherwise(c, from), from);
  }

  /** The places of all cells. */
  public Set<Sheet.Cell> places() {
    return cells.keySet();
  }

  /** The same tables with another word in one cell. */
  public Table with(Sheet.Cell place) {
    String word = Objects.requireNonNull(cells.get(place));
    String other =
        switch (word) {
          case "yes" -> "NOT_IN_AUDIENCE";
          case "-" -> place.sheet().equals("purposes") ? "PURPOSE" : "RECORD_CROSSING";
          case "no" -> "yes";
          case "MARK_NOT_IN_COURT",
              "MARK_NOT_ONWARD",
              "ACCEPT_LIMITS",
              "RECORD_CROSSING",
              "PURPOSE" ->
              "-";
          default -> "yes";
        };
    return new Table(
        Map.of(place, place.sheet().equals("acting") && word.equals("yes") ? "no" : other));
  }

  private String content(Case c, List<Sheet.Cell> from) {
    String purpose = read(purposes.at(c.purpose(), c.regime()), from);
    if (purpose.equals("PURPOSE")) {
      return purpose;
    }
    String may = may(c, from);
    if (!may.equals("yes")) {
      return may;
    }
    boolean owner = relation(c).equals("owner");
    if (!owner) {
      String recipient = c.recipient().equals("machine") ? "machine" : "person";
      if (c.tlp().equals("AMBER+STRICT")) {
        String strict = read(onward.at("AMBER+STRICT/" + recipient, c.use()), from);
        if (!strict.equals("yes")) {
          return strict;
        }
      }
      String code = read(onward.at(c.code() + "/" + recipient, c.use()), from);
      if (!code.equals("yes")) {
        boolean asked = c.word() && code.equals("ORIGINATOR_FIRST");
        String said = asked ? read(word.at(code, c.use()), from) : code;
        if (!said.equals("yes")) {
          return said;
        }
      }
    }
    return obliged(c, purpose, from);
  }

  /** Yes, with what goes with it. */
  private String obliged(Case c, String purpose, List<Sheet.Cell> from) {
    boolean owner = relation(c).equals("owner");
    Set<String> obliged = new TreeSet<>();
    obliged.add(purpose);
    obliged.add(read(obligations.at(c.code(), owner ? "owner" : "others"), from));
    obliged.remove("-");
    return Stream.concat(Stream.of("yes"), obliged.stream()).collect(Collectors.joining("+"));
  }

  private String may(Case c, List<Sheet.Cell> from) {
    String recipient = c.kind().equals("stranger") ? "stranger" : c.recipient();
    if (c.tlp().equals("RED")) {
      return read(namedOnly.at("RED/" + recipient, c.use()), from);
    }
    if (c.action().equals("observe")) {
      return read(namedOnly.at("observe/" + recipient, c.use()), from);
    }
    String relation = relation(c);
    String column = relation.equals("other") ? "other " + c.kind().replace('-', ' ') : relation;
    return read(who.at(c.tlp(), column), from);
  }

  private String otherwise(Case c, List<Sheet.Cell> from) {
    return switch (c.use()) {
      case "deliver" -> may(c, from);
      case "score" -> serves(c, from) ? effect(c, from) : "PURPOSE";
      case "reason" -> reason(c, from);
      default -> effect(c, from);
    };
  }

  private boolean serves(Case c, List<Sheet.Cell> from) {
    return !read(purposes.at(c.purpose(), c.regime()), from).equals("PURPOSE");
  }

  private String effect(Case c, List<Sheet.Cell> from) {
    String cause = read(causes.at(c.action(), c.use()), from);
    if (!cause.equals("yes")) {
      return cause;
    }
    return read(effect.at(c.tlp() + "/" + c.use(), standing(c, from)), from);
  }

  private String reason(Case c, List<Sheet.Cell> from) {
    String purpose = read(purposes.at(c.purpose(), c.regime()), from);
    if (purpose.equals("PURPOSE")) {
      return purpose;
    }
    String answer = effect(c, from);
    if (!answer.equals("yes")) {
      return answer;
    }
    boolean owner = relation(c).equals("owner");
    String shown = read(beside.at(c.code(), owner ? "owner" : "others"), from);
    if (shown.equals("yes") && c.action().equals("discreet")) {
      shown = read(discreet.at(c.role(), "reason"), from);
    }
    return shown.equals("yes") ? obliged(c, purpose, from) : shown;
  }

  private String standing(Case c, List<Sheet.Cell> from) {
    boolean operator = c.kind().equals("operator");
    if (c.kind().equals("stranger")) {
      return "stranger";
    }
    if (!relation(c).equals("other")) {
      return operator ? "inside operator" : "inside authority";
    }
    String as =
        c.kind().equals("authority")
            ? c.speaksHere() ? "authority of this port" : "visiting authority"
            : c.kind().replace('-', ' ');
    return read(acting.at(c.role(), as), from).equals("yes")
        ? "acting authority"
        : "other " + c.kind().replace('-', ' ');
  }

  private static String relation(Case c) {
    if (c.kind().equals("stranger")) {
      return "stranger";
    }
    if (c.owner()) {
      return "owner";
    }
    return switch (c.audience()) {
      case "with" -> "named";
      case "empty" ->
          c.kind().equals("authority") && c.speaksHere() && c.originHere() ? "home" : "other";
      default -> "other";
    };
  }

  private String read(Sheet.Cell cell, List<Sheet.Cell> from) {
    from.add(cell);
    return Objects.requireNonNull(cells.get(cell));
  }
}
