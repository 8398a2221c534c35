package eu.portsalliance.local;

import eu.portsalliance.local.client.AllianceFile;
import eu.portsalliance.local.demo.Demo;
import eu.portsalliance.local.demo.Killed;
import java.io.IOException;
import java.io.PrintStream;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * The images' own test, which images/test starts: an alliance of two ports in containers, its
 * figures against their bars, and the main job played through it.
 */
final class ImagesCommand {
  private static final double MEGABYTE = 1e6;
  private static final double IMAGE_MEGABYTES = 250;
  private static final double READY_SECONDS = 15;
  private static final double IDLE_MEBIBYTES = 1024;
  private static final double IDLE_CORES = 0.1;
  private static final Duration SETTLE = Duration.ofSeconds(10);
  private static final Duration IDLE = Duration.ofSeconds(20);

  private final Docker docker = new Docker();
  private final Options options;
  private final StateFolder state;
  private final PrintStream out;
  private final List<String> missed = new ArrayList<>();

  ImagesCommand(Options options, PrintStream out) {
    this.options = options;
    this.state = new StateFolder(options.state());
    this.out = out;
  }

  /** The images are {@code repository/service:tag}. */
  int test(String repository, String tag) throws IOException, SQLException {
    docker.removeAll(Containers.LABEL);
    Installed.delete(state.folder());
    state.make();
    Containers containers = new Containers(docker, options, state, repository, tag);
    try {
      sizes(containers);
      boolean tooLarge = !missed.isEmpty();
      containers.bringUp();
      starts(containers);
      idle(containers);
      AllianceFile file = AllianceFile.read(state.allianceFile());
      boolean proven = proven(containers);
      int told = Demo.tell(file, containers, out);
      int killed = Killed.tell(file, antwerp(containers), out);
      missed.forEach(bar -> out.println("OVER THE BAR  " + bar));
      // times depend on what else the machine does: they are told, and fail nothing
      return proven && told == 0 && killed == 0 && !tooLarge ? 0 : 1;
    } finally {
      containers.keepLogs();
      docker.removeAll(Containers.LABEL);
    }
  }

  private boolean proven(Containers containers) {
    out.println("What helm test proves of Rotterdam's tenant");
    Docker.Output output = containers.prove(FoundingPort.NLRTM);
    output.text().lines().forEach(line -> out.println("  " + line));
    return output.status() == 0;
  }

  private static Killed.Exchange antwerp(Containers containers) {
    Topology.Node node =
        containers.topology().node(Topology.name(FoundingPort.BEANR, Service.INTEL));
    return new Killed.Exchange() {
      @Override
      public void kill() {
        containers.kill(node);
      }

      @Override
      public void start() {
        containers.startAgain(node);
      }
    };
  }

  private void sizes(Containers containers) {
    out.println("Images");
    ImageFacts facts = new ImageFacts(docker, state.folder());
    for (Service service : Service.values()) {
      String image = containers.image(service);
      facts.check(image, service.artifact());
      String size = docker.of("image", "inspect", "--format", "{{.Size}}", image);
      figure(service.artifact(), Double.parseDouble(size) / MEGABYTE, "MB", IMAGE_MEGABYTES);
    }
  }

  private void starts(Containers containers) {
    out.println("From a container's start to ready, one after the other");
    containers
        .ready()
        .forEach(
            (name, start) -> {
              figure(name, start.took().toMillis() / 1e3, "s", READY_SECONDS);
              // what others do at the same time lengthens the one and not the other
              out.printf(
                  Locale.ROOT,
                  "  %-24s %8.2f s of processor%n",
                  name,
                  start.processor().toMillis() / 1e3);
            });
  }

  private void idle(Containers containers) {
    pause(SETTLE);
    List<Topology.Node> plane =
        containers.topology().nodes().stream()
            .filter(node -> node.port().filter(FoundingPort.NLRTM::equals).isPresent())
            .toList();
    List<Duration> before = plane.stream().map(containers::processor).toList();
    long start = System.nanoTime();
    pause(IDLE);
    double seconds = (System.nanoTime() - start) / 1e9;
    out.println("Rotterdam's plane when nothing happens, over %.0f s".formatted(seconds));
    double memory = 0;
    double cores = 0;
    for (int i = 0; i < plane.size(); i++) {
      Topology.Node node = plane.get(i);
      double used = containers.processor(node).minus(before.get(i)).toMillis() / 1e3 / seconds;
      long resident = Memory.residentMebibytes(containers.process(node));
      out.printf(
          Locale.ROOT, "  %-24s %8d MiB resident %7.3f of a core%n", node.name(), resident, used);
      memory += resident;
      cores += used;
    }
    figure("together", memory, "MiB", IDLE_MEBIBYTES);
    figure("together", cores, "of a core", IDLE_CORES);
  }

  private void figure(String what, double value, String unit, double bar) {
    String line =
        String.format(Locale.ROOT, "  %-24s %8.2f %s (bar %s)", what, value, unit, number(bar));
    out.println(line);
    if (value >= bar) {
      missed.add(line.strip());
    }
  }

  private static String number(double bar) {
    return bar < 1 ? Double.toString(bar) : Long.toString(Math.round(bar));
  }

  private static void pause(Duration time) {
    try {
      new CountDownLatch(1).await(time.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
