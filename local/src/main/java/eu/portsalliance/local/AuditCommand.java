package eu.portsalliance.local;

import eu.portsalliance.local.client.AllianceFile;
import eu.portsalliance.local.client.Answer;
import eu.portsalliance.local.client.Api;
import eu.portsalliance.local.client.Person;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * {@code audit verify}: fetches every log as its auditor does, through the gateways, and the heads
 * that the port and its witnesses hold; the stand-alone verifier, which has public keys alone,
 * judges them.
 */
final class AuditCommand {
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  /** A log that has just begun is signed and witnessed within half of it. */
  private static final Duration YOUNG = Duration.ofMinutes(1);

  private static final Duration LOOKS = Duration.ofSeconds(2);
  private static final String REGISTRY = "alliance/port-registry-service";
  private static final String IDENTITY = "alliance/identity-service";

  private final Alliance alliance;
  private final StateFolder state;
  private final PrintStream out;

  AuditCommand(Alliance alliance, PrintStream out) {
    this.alliance = alliance;
    this.state = new StateFolder(alliance.options().state());
    this.out = out;
  }

  /** A log, who may read it, and where. */
  private record Log(String name, Api auditor, String path) {
    String file() {
      return name.replace('/', '-');
    }
  }

  /** Returns 0 when every log is whole. */
  int verify() throws IOException {
    if (!alliance.isUp()) {
      throw new Refusal(
          "The audit logs are read from a running alliance: ./alliance up starts it.");
    }
    Path jar = verifier();
    AllianceFile file = AllianceFile.read(alliance.allianceFile());
    Path folder = state.audit();
    PrivateFiles.folder(folder);
    try {
      return verify(jar, file, folder);
    } catch (IllegalStateException | UncheckedIOException e) {
      out.println("NOT CHECKED: " + e.getMessage());
      return 1;
    } finally {
      delete(folder);
    }
  }

  private int verify(Path jar, AllianceFile file, Path folder) throws IOException {
    Map<String, Api> auditors = new LinkedHashMap<>();
    for (String port : file.ports().keySet()) {
      auditors.put(port, auditor(file, port, "auditor"));
    }
    Api ofAlliance = auditor(file, AllianceFile.PLANE, "alliance-auditor");
    List<Log> logs = new ArrayList<>();
    auditors.forEach(
        (port, api) -> {
          logs.add(new Log(port + "/intel-exchange-service", api, "/api/intel/audit/"));
          logs.add(new Log(port + "/risk-service", api, "/api/risk/audit/"));
        });
    logs.add(new Log(REGISTRY, ofAlliance, "/api/registry/audit/"));
    Log unsigned = new Log(IDENTITY, ofAlliance, "/api/identity/audit/");

    Files.writeString(
        folder.resolve("directory"), ok(ofAlliance.get("/api/registry/directory"), "directory"));
    // heads before logs: what was signed by then must be in the log that is read after
    Map<String, Integer> witnesses = witnessed(auditors, logs, folder);
    int worst = 0;
    for (Log log : logs) {
      worst = Math.max(worst, judge(jar, log, witnesses.getOrDefault(log.name(), 0), folder));
    }
    long records = export(unsigned, folder);
    out.printf(
        "%s: %d records, sealed; nobody signs this log, so nothing of it is proven.%n",
        IDENTITY, records);
    return worst;
  }

  /**
   * The heads once somebody holds one of each log: the first record of a log that was empty may be
   * of this very reading. A log of which nobody holds one in time is judged without.
   */
  private Map<String, Integer> witnessed(Map<String, Api> auditors, List<Log> logs, Path folder)
      throws IOException {
    Map<String, Integer> witnesses = new LinkedHashMap<>(heads(auditors, logs, folder));
    if (lacking(logs, witnesses) > 0) {
      out.printf(
          "Of %d logs no other port holds a head yet; looking for up to %d s.%n",
          lacking(logs, witnesses), YOUNG.toSeconds());
      Waiting.until(
          () -> {
            witnesses.putAll(heads(auditors, logs, folder));
            return lacking(logs, witnesses) == 0;
          },
          LOOKS,
          YOUNG);
    }
    return witnesses;
  }

  private static long lacking(List<Log> logs, Map<String, Integer> witnesses) {
    return logs.stream().filter(log -> !witnesses.containsKey(log.name())).count();
  }

  /** Each log's own heads and those that witnesses hold; how many witnesses hold some. */
  private static Map<String, Integer> heads(Map<String, Api> auditors, List<Log> logs, Path folder)
      throws IOException {
    Map<String, List<String>> heads = new LinkedHashMap<>();
    Map<String, Integer> witnesses = new LinkedHashMap<>();
    for (Api auditor : auditors.values()) {
      Answer answer = auditor.get("/api/intel/audit/witnessed");
      ok(answer, "what was witnessed");
      for (JsonNode seen : answer.json().path("logs")) {
        String log = seen.path("log").asString();
        List<String> known = heads.computeIfAbsent(log, _ -> new ArrayList<>());
        seen.path("heads").forEach(head -> known.add(head.asString()));
        seen.path("alarms").forEach(alarm -> addIfNotEmpty(known, alarm.path("head").asString("")));
        if (!seen.path("heads").isEmpty()) {
          witnesses.merge(log, 1, Integer::sum);
        }
      }
    }
    for (Log log : logs) {
      Answer answer = log.auditor().get(log.path() + "heads");
      ok(answer, "heads of " + log.name());
      List<String> known = heads.computeIfAbsent(log.name(), _ -> new ArrayList<>());
      answer.json().path("heads").forEach(head -> known.add(head.asString()));
      Files.write(folder.resolve(log.file() + ".heads"), known);
    }
    return witnesses;
  }

  private static void addIfNotEmpty(List<String> heads, String head) {
    if (!head.isEmpty()) {
      heads.add(head);
    }
  }

  private int judge(Path jar, Log log, int witnesses, Path folder) throws IOException {
    export(log, folder);
    Path verdict = folder.resolve(log.file() + ".verdict");
    int status =
        Commands.run(
            List.of(
                Commands.java(),
                "-XX:+UseSerialGC",
                "--enable-native-access=ALL-UNNAMED",
                "-jar",
                jar.toString(),
                "--log",
                log.name() + "=" + folder.resolve(log.file()),
                "--heads",
                folder.resolve(log.file() + ".heads").toString(),
                "--directory",
                folder.resolve("directory").toString(),
                "--root",
                state.keys().resolve("root.pub.jwk.json").toString()),
            Map.of(),
            verdict,
            PATIENCE);
    Files.readAllLines(verdict).forEach(out::println);
    if (witnesses == 0) {
      out.println("  NO WITNESS holds a head of it: what its own port signed proves little.");
      return 1;
    }
    out.printf("  heads of it are held by %d other port(s)%n", witnesses);
    return status == 0 ? 0 : 1;
  }

  /** Page by page to its end; returns how many records it has. */
  private static long export(Log log, Path folder) throws IOException {
    long records = 0;
    try (Writer writer = Files.newBufferedWriter(folder.resolve(log.file()))) {
      while (true) {
        String page = ok(log.auditor().get(log.path() + "log?from=" + records), log.name());
        if (page.isEmpty()) {
          return records;
        }
        writer.write(page);
        records += page.lines().count();
      }
    }
  }

  private static Api auditor(AllianceFile file, String place, String role) {
    String username =
        file.users().stream()
            .filter(user -> user.roles().getOrDefault(place, List.of()).contains(role))
            .map(AllianceFile.User::username)
            .findFirst()
            .orElseThrow(() -> new IllegalStateException("nobody is " + role + " at " + place));
    return Person.signIn(file, username, place).api().working("audit", "AUDIT-VERIFY");
  }

  private static String ok(Answer answer, String what) {
    if (answer.status() != 200) {
      throw new IllegalStateException(what + " cannot be read: " + answer);
    }
    return answer.body();
  }

  private Path verifier() throws IOException {
    Path built = alliance.options().root().resolve("platform/audit/target");
    Optional<Path> jar = Optional.empty();
    if (Files.isDirectory(built)) {
      try (DirectoryStream<Path> found = Files.newDirectoryStream(built, "audit-*-verifier.jar")) {
        for (Path path : found) {
          jar = Optional.of(path);
        }
      }
    }
    return jar.orElseThrow(
        () -> new Refusal("The verifier is not built: ./alliance up builds everything."));
  }

  /** What was exported names people: nothing of it stays. */
  private static void delete(Path folder) throws IOException {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
      for (Path file : files) {
        Files.delete(file);
      }
    }
    Files.delete(folder);
  }
}
