package eu.portsalliance.local;

import eu.portsalliance.local.client.AllianceFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/**
 * Puts the parts together in their order: PostgreSQL, then Keycloak beside the services, then the
 * realm as wanted.
 */
final class Assembly {
  static final String RECONCILIATION = "realm";
  private static final Duration DATABASE_PATIENCE = Duration.ofMinutes(2);
  private static final Duration KEYCLOAK_PATIENCE = Duration.ofMinutes(6);
  private static final Duration SERVICE_PATIENCE = Duration.ofMinutes(3);
  private static final Duration REALM_PATIENCE = Duration.ofMinutes(3);
  private static final Duration REALM_LOOK = Duration.ofMillis(250);

  private final Options options;
  private final StateFolder state;
  private final Secrets secrets;
  private final Board board;
  private final Probes probes = new Probes();
  private final Topology topology;
  private final Postgres postgres;
  private final Keycloak keycloak;
  private final Configurations configurations;
  private final ServiceImages images;
  private final Map<String, Child> children = new ConcurrentHashMap<>();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  // a start keeps one core busy: more at once only makes all of them late
  private final Semaphore starts =
      new Semaphore(Math.max(2, Runtime.getRuntime().availableProcessors()) + 1, true);
  private final Semaphore trainings = new Semaphore(1, true);
  private final Instant assembled = Clock.systemUTC().instant();

  Assembly(Options options, StateFolder state, Secrets secrets, Board board) {
    this.options = options;
    this.state = state;
    this.secrets = secrets;
    this.board = board;
    Addresses addresses = new Addresses();
    Installed installed = new Installed(options.installed());
    topology = Topology.of(options, addresses);
    postgres = new Postgres(state, installed, secrets, addresses.free());
    keycloak = new Keycloak(options, state, installed, secrets, addresses.free());
    configurations =
        new Configurations(
            options,
            state,
            secrets,
            new Keys(state.keys()),
            topology,
            "127.0.0.1:" + postgres.port());
    images = new ServiceImages(options, installed, state.log("images"));
    board.add(Postgres.PART, postgres.port());
    board.add(Keycloak.PART, options.keycloakPort());
    topology.nodes().forEach(node -> board.add(node.name(), node.listens()));
    board.add(RECONCILIATION, 0);
  }

  Map<String, Child> children() {
    return children;
  }

  /** Returns when everything is healthy; a failure of any part, or a wish to end, ends the wait. */
  void bringUp(CountDownLatch asked) throws IOException, SQLException {
    writeConfigurations();
    CompletableFuture<Void> database = task(Postgres.PART, this::startDatabase);
    CompletableFuture<Void> distribution = task(Keycloak.PART, this::prepareKeycloak);
    List<CompletableFuture<Void>> all = new ArrayList<>(List.of(database, distribution));
    CompletableFuture<Void> identityProvider =
        CompletableFuture.allOf(database, distribution)
            .thenCompose(done -> task(Keycloak.PART, this::startKeycloak));
    all.add(identityProvider);
    Map<String, CompletableFuture<Void>> services = new LinkedHashMap<>();
    for (Service service : order()) {
      CompletableFuture<Prepared> prepared = database.thenCompose(done -> prepareImage(service));
      for (Topology.Node node : topology.nodes()) {
        if (node.service() == service) {
          services.put(
              node.name(),
              prepared.thenCompose(image -> task(node.name(), () -> startService(node, image))));
        }
      }
    }
    all.addAll(services.values());
    CompletableFuture<Void> identity = services.getOrDefault("identity", database);
    all.add(
        CompletableFuture.allOf(identityProvider, identity)
            .thenCompose(done -> task(RECONCILIATION, this::awaitRealm)));
    awaitAll(all, asked);
    new AllianceDocument(options, secrets).write(state.allianceFile());
    new FirstReleases(
            new Databases(postgres, secrets),
            options.ports(),
            AllianceFile.read(state.allianceFile()))
        .make(threads);
  }

  private static List<Service> order() {
    return List.of(
        Service.IDENTITY, Service.REGISTRY, Service.INTEL, Service.RISK, Service.GATEWAY);
  }

  private static void awaitAll(List<CompletableFuture<Void>> all, CountDownLatch asked) {
    CompletableFuture<Void> ended = new CompletableFuture<>();
    List<CompletableFuture<Void>> watched =
        all.stream()
            .map(
                one ->
                    one.whenComplete(
                        (done, failure) -> {
                          if (failure != null) {
                            ended.completeExceptionally(failure);
                          }
                        }))
            .toList();
    CompletableFuture<Void> whole =
        CompletableFuture.allOf(watched.toArray(CompletableFuture[]::new));
    Thread.ofVirtual()
        .start(
            () -> {
              try {
                asked.await();
                ended.completeExceptionally(new Refusal("It was taken down before it was up."));
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            });
    try {
      CompletableFuture.anyOf(whole, ended).join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof RuntimeException cause ? cause : e;
    }
  }

  /** Stops everything, those that use others first; may be called twice. */
  void takeDown() {
    List<Child> first =
        children.values().stream()
            .filter(
                child -> !child.name().equals(Postgres.PART) && !child.name().equals(Keycloak.PART))
            .toList();
    List<CompletableFuture<Void>> ends =
        first.stream().map(child -> CompletableFuture.runAsync(child::end, threads)).toList();
    CompletableFuture.allOf(ends.toArray(CompletableFuture[]::new)).join();
    for (String name : List.of(Keycloak.PART, Postgres.PART)) {
      Optional.ofNullable(children.get(name)).ifPresent(Child::end);
    }
    // what was only passing, such as a training run
    Leftovers.of(options.state()).stream()
        .filter(
            process ->
                process.parent().map(ProcessHandle::pid).orElse(0L)
                    == ProcessHandle.current().pid())
        .forEach(process -> Leftovers.end(process, Leftovers.way(process)));
  }

  private void writeConfigurations() {
    for (Topology.Node node : topology.nodes()) {
      PrivateFiles.write(configuration(node), Configurations.yaml(configurations.of(node)));
    }
    DesiredState desired = new DesiredState(options, secrets, LocalDate.now(Clock.systemUTC()));
    PrivateFiles.write(configurations.desiredState(), Configurations.yaml(desired.document()));
  }

  private Path configuration(Topology.Node node) {
    return state.configuration().resolve(node.name() + ".yaml");
  }

  private @Nullable Void startDatabase() throws IOException, SQLException {
    board.preparing(Postgres.PART, "");
    postgres.prepare();
    run(
        Postgres.PART,
        () -> {
          postgres.mend();
          return new ProcessBuilder(postgres.command());
        },
        postgres::answers,
        Leftovers.Way.POSTGRESQL,
        DATABASE_PATIENCE);
    new Databases(postgres, secrets).ensure(topology.databases());
    return null;
  }

  private @Nullable Void prepareKeycloak() throws IOException {
    board.preparing(Keycloak.PART, keycloak.isBuilt() ? "" : "being built, only this once");
    keycloak.prepare(new AgencyRealms(options, secrets).documents());
    return null;
  }

  private @Nullable Void startKeycloak() {
    run(
        Keycloak.PART,
        () -> {
          ProcessBuilder builder = new ProcessBuilder(keycloak.command());
          builder.environment().putAll(keycloak.environment(postgres.port()));
          return builder;
        },
        () -> probes.isOk("http://127.0.0.1:" + keycloak.managementPort() + "/health/ready"),
        Leftovers.Way.PROGRAM,
        KEYCLOAK_PATIENCE);
    return null;
  }

  /** An image with the cache that its processes start from, if there is one. */
  private record Prepared(ServiceImages.Image image, Optional<Path> cache) {}

  private CompletableFuture<Prepared> prepareImage(Service service) {
    Topology.Node first =
        topology.nodes().stream()
            .filter(node -> node.service() == service)
            .findFirst()
            .orElseThrow();
    return call(
        first.name(),
        () -> {
          ServiceImages.Image image = images.image(service);
          trainings.acquire();
          try {
            if (!images.isTrained(image)) {
              board.preparing(first.name(), "being prepared for quick starts, once for each build");
            }
            return new Prepared(image, images.cache(image, configuration(first)));
          } finally {
            trainings.release();
          }
        });
  }

  private @Nullable Void startService(Topology.Node node, Prepared prepared)
      throws InterruptedException {
    starts.acquire();
    try {
      run(
          node.name(),
          () ->
              new ProcessBuilder(
                  images.command(
                      prepared.image(),
                      prepared.cache(),
                      configuration(node),
                      options.state(),
                      options.rig().patch(node.name()))),
          () -> probes.isOk(node.address() + "/actuator/health/readiness"),
          Leftovers.Way.PROGRAM,
          SERVICE_PATIENCE);
    } finally {
      starts.release();
    }
    return null;
  }

  /** The realm is as wanted when the identity service says so of a run in this start. */
  private @Nullable Void awaitRealm() throws SQLException {
    long start = System.nanoTime();
    board.preparing(RECONCILIATION, "");
    Databases databases = new Databases(postgres, secrets);
    if (!Waiting.until(() -> databases.reconciledSince(assembled), REALM_LOOK, REALM_PATIENCE)) {
      throw new PartFailed(
          "identity",
          "did not bring Keycloak to the desired state within %d s"
              .formatted(REALM_PATIENCE.toSeconds()));
    }
    board.healthy(RECONCILIATION, (System.nanoTime() - start) / 1_000_000);
    return null;
  }

  private void run(
      String name, Child.Launch launch, Child.Probe probe, Leftovers.Way way, Duration patience) {
    Child child = new Child(name, launch, probe, state.log(name), way, patience, board);
    children.put(name, child);
    threads.execute(child);
    child.firstHealth().join();
  }

  private CompletableFuture<Void> task(String part, Callable<@Nullable Void> work) {
    return call(part, work).thenAccept(done -> {});
  }

  private <T extends @Nullable Object> CompletableFuture<T> call(String part, Callable<T> work) {
    CompletableFuture<T> result = new CompletableFuture<>();
    threads.execute(
        () -> {
          try {
            result.complete(work.call());
          } catch (CompletionException e) {
            result.completeExceptionally(e.getCause() == null ? e : e.getCause());
          } catch (PartFailed e) {
            result.completeExceptionally(e);
          } catch (Refusal | UncheckedIOException e) {
            result.completeExceptionally(new PartFailed(part, sentence(e)));
          } catch (Exception e) {
            result.completeExceptionally(new PartFailed(part, "failed: " + sentence(e)));
          }
        });
    return result;
  }

  private static String sentence(Exception e) {
    return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
  }
}
