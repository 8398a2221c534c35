package eu.portsalliance.local;

import eu.portsalliance.local.InstanceState.Part;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.json.JsonMapper;

/** {@code status} and {@code logs}. */
final class StatusCommand {
  private static final int NOT_RUNNING = 3;
  private static final int LINES = 200;
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final Alliance alliance;
  private final PrintStream out;

  StatusCommand(Alliance alliance, PrintStream out) {
    this.alliance = alliance;
    this.out = out;
  }

  int run(boolean json) {
    Optional<InstanceState> running = alliance.running();
    if (json) {
      out.println(JSON.writerWithDefaultPrettyPrinter().writeValueAsString(document(running)));
    } else if (running.isEmpty()) {
      out.println("The alliance is not running: ./alliance up starts it.");
    } else {
      table(running.get());
    }
    return running.isEmpty() ? NOT_RUNNING : 0;
  }

  private void table(InstanceState state) {
    out.printf("%s, supervisor %d%n", word(state.phase()), state.supervisor());
    out.printf("%-18s %-11s %8s %6s %8s %9s%n", "part", "state", "pid", "port", "restarts", "MiB");
    long sum = 0;
    for (Part part : state.parts()) {
      long resident = Memory.residentMebibytes(part.pid());
      sum += resident;
      out.printf(
          "%-18s %-11s %8s %6s %8d %9s  %s%n",
          part.name(),
          word(part.condition()),
          part.pid() == 0 ? "-" : part.pid(),
          part.port() == 0 ? "-" : part.port(),
          part.restarts(),
          resident == 0 ? "-" : resident,
          part.detail());
    }
    out.printf("%65d%n", sum);
  }

  private Map<String, Object> document(Optional<InstanceState> running) {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("phase", running.map(state -> word(state.phase())).orElse("down"));
    running.ifPresent(
        state -> {
          document.put("supervisor", state.supervisor());
          document.put("portal", alliance.options().portal());
          List<Map<String, Object>> parts = new ArrayList<>();
          for (Part part : state.parts()) {
            Map<String, Object> entry = new LinkedHashMap<>();
            entry.put("name", part.name());
            entry.put("state", word(part.condition()));
            entry.put("pid", part.pid());
            entry.put("port", part.port());
            entry.put("restarts", part.restarts());
            entry.put("tookMillis", part.tookMillis());
            entry.put("residentMiB", Memory.residentMebibytes(part.pid()));
            entry.put("detail", part.detail());
            parts.add(entry);
          }
          document.put("parts", parts);
        });
    return document;
  }

  /** Prints the end of a log. */
  int logs(String part) throws IOException {
    Path log = alliance.log(part);
    if (!part.matches("[a-z-]+") || !Files.exists(log)) {
      throw new Refusal("There is no log of '" + part + "': ./alliance status lists the parts.");
    }
    LogFiles.tail(log, LINES).forEach(out::println);
    out.println("(the end of " + log + ")");
    return 0;
  }

  private static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }
}
