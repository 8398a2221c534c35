package eu.portsalliance.audit;

import eu.portsalliance.peers.Directory;
import eu.portsalliance.peers.Jws;
import eu.portsalliance.peers.PortKey;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * The verifier as a program of its own: an exported log, the heads that the port and others hold,
 * the signed directory and the pinned root key go in; a sentence for each thing that is not so
 * comes out.
 */
public final class VerifierProgram {

  private static final String USAGE =
      """
      Checks an exported audit log against signed heads. Needs public keys alone.

        --log NAME=FILE    the log and its export, for example NLRTM/intel-exchange-service=log.txt
        --heads FILE       signed heads, one in each line; may be given more than once: the port's own
                           and those that its witnesses hold
        --directory FILE   the signed directory of the alliance
        --root FILE        the root's public key (JWK) with which it was signed

      Ends with 0 when the log is whole, 1 when it is not, 2 when it cannot be checked.
      """;

  private final PrintStream out;
  private final Clock clock;

  VerifierProgram(PrintStream out, Clock clock) {
    this.out = out;
    this.clock = clock;
  }

  /** Runs the program. */
  public static void main(String[] arguments) {
    System.exit(new VerifierProgram(System.out, Clock.systemUTC()).run(arguments));
  }

  private record Asked(String log, Path export, List<Path> heads, Path directory, Path root) {}

  int run(String... arguments) {
    Optional<Asked> asked = read(arguments);
    if (asked.isEmpty()) {
      out.print(USAGE);
      return 2;
    }
    try {
      return check(asked.get());
    } catch (IOException
        | UncheckedIOException
        | JacksonException
        | IllegalArgumentException unreadable) {
      out.println("Cannot be checked: " + unreadable.getMessage());
      return 2;
    }
  }

  private static Optional<Asked> read(String... arguments) {
    String log = "";
    Path export = Path.of("");
    List<Path> heads = new ArrayList<>();
    Path directory = Path.of("");
    Path root = Path.of("");
    for (int i = 0; i + 1 < arguments.length; i += 2) {
      String value = arguments[i + 1];
      switch (arguments[i]) {
        case "--log" -> {
          int equals = value.indexOf('=');
          log = value.substring(0, Math.max(0, equals));
          export = Path.of(value.substring(equals + 1));
        }
        case "--heads" -> heads.add(Path.of(value));
        case "--directory" -> directory = Path.of(value);
        case "--root" -> root = Path.of(value);
        default -> {
          return Optional.empty();
        }
      }
    }
    boolean complete =
        arguments.length % 2 == 0
            && !log.isEmpty()
            && !heads.isEmpty()
            && Stream.of(export, directory, root).noneMatch(path -> path.toString().isEmpty());
    return complete
        ? Optional.of(new Asked(log, export, heads, directory, root))
        : Optional.empty();
  }

  private int check(Asked asked) throws IOException {
    PortKey root = PortKey.load(asked.root());
    Directory directory = directory(asked, root);
    List<Head> heads = new ArrayList<>();
    for (Path file : asked.heads()) {
      List<String> lines = Files.readAllLines(file).stream().filter(l -> !l.isBlank()).toList();
      for (String line : lines) {
        Optional<Head> head = Head.verified(line.strip(), keys(directory, root));
        if (head.isEmpty()) {
          out.println("A head in " + file + " is not signed by a key of its port; it is left out.");
        }
        head.filter(found -> found.log().equals(asked.log())).ifPresent(heads::add);
      }
    }
    Verifier.Outcome outcome;
    try (Stream<String> lines = Files.lines(asked.export())) {
      outcome = new Verifier(heads, clock.instant()).check(lines.iterator());
    }
    outcome.findings().forEach(out::println);
    out.println(
        asked.log()
            + ": "
            + outcome.records()
            + " records, "
            + outcome.proven()
            + " of them proven by "
            + heads.size()
            + " signed heads, "
            + outcome.erased()
            + " erased after their time; "
            + (outcome.sound() ? "whole." : "NOT WHOLE."));
    return outcome.sound() ? 0 : 1;
  }

  private static Directory directory(Asked asked, PortKey root) throws IOException {
    String document = Files.readString(asked.directory()).strip();
    byte[] payload =
        Jws.verify(
                document,
                Directory.TYPE,
                kid -> kid.equals(root.thumbprint()) ? Optional.of(root.jwk()) : Optional.empty())
            .orElseThrow(
                () -> new IllegalArgumentException("the directory is not signed by this root"))
            .payload();
    return JsonMapper.builder().build().readValue(payload, Directory.class);
  }

  /**
   * Any key that the port had: what was signed in time stays signed. The root signs for the
   * alliance.
   */
  private static BiFunction<String, String, Optional<PortKey>> keys(
      Directory directory, PortKey root) {
    return (port, thumbprint) ->
        port.equals(Head.ALLIANCE)
            ? Optional.of(root).filter(key -> key.thumbprint().equals(thumbprint))
            : directory.ports().stream()
                .filter(known -> known.locode().value().equals(port))
                .flatMap(known -> known.keys().stream())
                .filter(key -> key.thumbprint().equals(thumbprint))
                .flatMap(key -> key.parsed().stream())
                .findFirst();
  }
}
