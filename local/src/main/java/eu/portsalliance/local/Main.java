package eu.portsalliance.local;

import eu.portsalliance.local.demo.Demo;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.sql.SQLException;
import java.util.List;

/** The commands of {@code ./alliance}. */
public final class Main {
  private static final int REFUSED = 2;
  private static final String HELP =
      """
      ./alliance COMMAND

        up [--ports nlrtm,beanr,deham]   build what is missing, start everything, wait until it is healthy
        down                             end everything
        status [--json]                  what runs, where, how well
        logs SERVICE                     the log of one part (status names them)
        stop PART... | start PART...     stop a part and keep it stopped; start it again
                                         (alliance-plane: its gateway, both its services and Keycloak)
        reset [--all]                    forget all data of this instance; --all also what was installed
        demo                             play the main job, step by step, with measured times
        test                             build, and run all tests
        verify [--bounded]               whether the tests would notice a change; all of it, or ten minutes
        images [test]                    build the services' images; play the main job on them in containers
        bench [NAME...]                  measure, beside a peer
        bench faults [--faults N] [--seed S] [--plant KIND]
                                         break an alliance of its own, and say whether anything of it showed
        audit verify                     check every audit log against the heads that others hold
        help                             this text

      ALLIANCE_STATE (folder) and ALLIANCE_PORT_OFFSET (number) make an instance of its own beside another.
      """;

  private Main() {}

  public static void main(String[] arguments) throws IOException {
    System.exit(run(List.of(arguments), System.out, System.err));
  }

  static int run(List<String> arguments, PrintStream out, PrintStream err) throws IOException {
    List<String> rest = arguments.isEmpty() ? List.of() : arguments.subList(1, arguments.size());
    try {
      return switch (arguments.isEmpty() ? "help" : arguments.getFirst()) {
        case "up" -> new UpCommand(upOptions(rest), out, err).run();
        case "down" -> down(out);
        case "status" -> new StatusCommand(alliance(), out).run(rest.contains("--json"));
        case "logs" -> new StatusCommand(alliance(), out).logs(one(rest, "logs"));
        case "stop" -> parts(rest, "stop", out);
        case "start" -> parts(rest, "start", out);
        case "reset" -> reset(rest, out);
        case "demo" -> Demo.run(alliance(), out);
        case "audit" -> audit(rest, out);
        case "images" -> images(rest, out);
        case "supervise" -> new Supervisor(Options.fromEnvironment(System.getenv())).run();
        case "help", "--help", "-h" -> {
          out.print(HELP);
          yield 0;
        }
        default ->
            throw new Refusal(
                "'%s' is not a command: ./alliance help lists them."
                    .formatted(arguments.getFirst()));
      };
    } catch (Refusal e) {
      err.println(e.getMessage());
      return REFUSED;
    } catch (UncheckedIOException e) {
      if (e.getCause() instanceof AccessDeniedException denied) {
        err.println(
            "%s belongs to another user: run ./alliance as that user, or set ALLIANCE_STATE to a folder of your own."
                .formatted(denied.getFile()));
        return REFUSED;
      }
      throw e;
    }
  }

  private static Alliance alliance() {
    return Alliance.of(Options.fromEnvironment(System.getenv()));
  }

  private static Options upOptions(List<String> rest) {
    Options options = Options.fromEnvironment(System.getenv());
    if (rest.isEmpty()) {
      return options;
    }
    String first = rest.getFirst();
    if (first.startsWith("--ports=") && rest.size() == 1) {
      return options.withPorts(FoundingPort.parse(first.substring("--ports=".length())));
    }
    if (first.equals("--ports") && rest.size() == 2) {
      return options.withPorts(FoundingPort.parse(rest.get(1)));
    }
    throw new Refusal("up takes --ports nlrtm,beanr,deham and nothing else.");
  }

  private static int down(PrintStream out) {
    Alliance alliance = alliance();
    boolean ran = alliance.running().isPresent();
    alliance.down();
    out.println(
        ran ? "The alliance is down." : "The alliance was not running; nothing of it is left.");
    return 0;
  }

  private static int reset(List<String> rest, PrintStream out) throws IOException {
    boolean all = rest.equals(List.of("--all"));
    if (!all && !rest.isEmpty()) {
      throw new Refusal("reset takes --all and nothing else.");
    }
    alliance().reset(all);
    out.println("All data of this instance is gone; ./alliance up starts anew.");
    return 0;
  }

  private static int parts(List<String> names, String act, PrintStream out) {
    if (names.isEmpty()) {
      throw new Refusal(act + " takes the names of parts: ./alliance status lists them.");
    }
    Alliance alliance = alliance();
    for (String name : names) {
      if (act.equals("stop")) {
        alliance.stop(name);
        out.println("stopped " + name);
      } else {
        alliance.start(name);
        out.println("started " + name);
      }
    }
    return 0;
  }

  private static int audit(List<String> rest, PrintStream out) throws IOException {
    if (!rest.equals(List.of("verify"))) {
      throw new Refusal("audit takes verify and nothing else.");
    }
    return new AuditCommand(alliance(), out).verify();
  }

  private static int images(List<String> rest, PrintStream out) throws IOException {
    if (rest.size() != 3 || !rest.getFirst().equals("test")) {
      throw new Refusal("images takes test, the repository of the images and their tag.");
    }
    try {
      return new ImagesCommand(Options.fromEnvironment(System.getenv()), out)
          .test(rest.get(1), rest.getLast());
    } catch (SQLException e) {
      throw new Refusal("PostgreSQL in its container refused: " + e.getMessage(), e);
    }
  }

  private static String one(List<String> rest, String command) {
    if (rest.size() != 1) {
      throw new Refusal(command + " takes one name: supervisor, keycloak, nlrtm-intel, ...");
    }
    return rest.getFirst();
  }
}
