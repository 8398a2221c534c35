package eu.portsalliance.local;

import eu.portsalliance.local.client.AllianceFile;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** {@code up}: progress while it starts, then where to go and who can sign in. */
final class UpCommand {
  private static final int REFUSED = 2;
  private static final int LINES = 15;

  private final Options options;
  private final PrintStream out;
  private final PrintStream err;

  UpCommand(Options options, PrintStream out, PrintStream err) {
    this.options = options;
    this.out = out;
    this.err = err;
  }

  int run() throws IOException {
    Alliance alliance = Alliance.of(options);
    if (alliance.isUp()) {
      out.println("The alliance is already up.");
      out.println();
      welcome(AllianceFile.read(alliance.allianceFile()));
      return 0;
    }
    Instant start = Instant.now();
    out.println(
        "Starting the alliance: "
            + String.join(", ", options.ports().stream().map(FoundingPort::title).toList()));
    try {
      alliance.up(new Progress(out)::see);
    } catch (Refusal e) {
      err.println(e.getMessage());
      lastLines(alliance);
      return REFUSED;
    }
    out.printf(
        Locale.ROOT,
        "Up in %.1f s.%n%n",
        Duration.between(start, Instant.now()).toMillis() / 1000.0);
    welcome(AllianceFile.read(alliance.allianceFile()));
    return 0;
  }

  private void lastLines(Alliance alliance) throws IOException {
    var last = InstanceState.read(new StateFolder(options.state()).stateFile());
    String part = last.map(InstanceState::failedPart).orElse("");
    if (last.isEmpty() || last.get().failure().isEmpty()) {
      return;
    }
    for (String line : LogFiles.tail(alliance.log(part.isEmpty() ? "supervisor" : part), LINES)) {
      err.println("  | " + line);
    }
    err.println(
        "Everything was stopped again. Mend what the log names and run ./alliance up; if the data is beyond mending, ./alliance reset starts anew.");
  }

  private void welcome(AllianceFile file) {
    out.println("Portal            " + file.portal());
    file.ports().forEach((locode, port) -> out.printf("%-17s %s%n", locode, port.gateway()));
    out.println();
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("Who can sign in", "agency to choose", "password", "may"));
    for (AllianceFile.User user : file.users()) {
      rows.add(List.of(user.username(), agency(user), user.password(), duties(user)));
    }
    table(rows).forEach(out::println);
    out.println();
    out.println(
        "Next: open the portal, or watch the main job with ./alliance demo. Ends with ./alliance down.");
  }

  /** The agency's name, as the button of the sign-in page has it. */
  private static String agency(AllianceFile.User user) {
    return Cast.AGENCIES.stream()
        .filter(agency -> agency.alias().equals(user.agency()))
        .map(Cast.Agency::name)
        .findFirst()
        .orElse(user.agency());
  }

  /** Lines whose columns are as wide as what stands in them. */
  private static List<String> table(List<List<String>> rows) {
    int columns = rows.getFirst().size();
    StringBuilder format = new StringBuilder();
    for (int i = 0; i < columns - 1; i++) {
      int column = i;
      int width = rows.stream().mapToInt(row -> row.get(column).length()).max().orElse(1);
      format.append("%-").append(width + 2).append('s');
    }
    format.append("%s");
    return rows.stream().map(row -> format.toString().formatted(row.toArray())).toList();
  }

  private static String duties(AllianceFile.User user) {
    return user.roles().entrySet().stream()
        .map(roles -> String.join(", ", roles.getValue()) + " at " + roles.getKey())
        .sorted()
        .collect(Collectors.joining("; "));
  }
}
