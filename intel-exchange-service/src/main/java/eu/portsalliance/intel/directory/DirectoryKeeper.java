package eu.portsalliance.intel.directory;

import eu.portsalliance.access.Locode;
import eu.portsalliance.intel.IntelProperties;
import eu.portsalliance.peers.Directories;
import eu.portsalliance.peers.Directory;
import eu.portsalliance.peers.PortKey;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.stereotype.Component;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Mono;

/**
 * Keeps the directory current: from the registry, from a peer that says it holds a newer one or
 * while the registry does not answer, from the database after a restart and where another process
 * of this port was told first. Enrols the port's key and address whenever the current document
 * lacks them.
 */
@Component
class DirectoryKeeper implements SmartInitializingSingleton, DisposableBean {

  private static final Logger LOG = LoggerFactory.getLogger(DirectoryKeeper.class);
  private static final Duration SETTLED = Duration.ofSeconds(15);
  private static final Duration SEEKING = Duration.ofSeconds(1);

  private final Directories directories;
  private final DirectoryAge age;
  private final Registry registry;
  private final Alliance alliance;
  private final ObjectProvider<InformedPeer> peers;
  private final PortKey key;
  private final IntelProperties properties;
  private Disposable running = Disposables.disposed();
  private volatile boolean reachable = true;

  DirectoryKeeper(
      Directories directories,
      DirectoryAge age,
      Registry registry,
      Alliance alliance,
      ObjectProvider<InformedPeer> peers,
      PortKey signingKey,
      IntelProperties properties) {
    this.directories = directories;
    this.age = age;
    this.registry = registry;
    this.alliance = alliance;
    this.peers = peers;
    this.key = signingKey;
    this.properties = properties;
  }

  @Override
  public void afterSingletonsInstantiated() {
    Mono<Void> start =
        directories.load().then(age.load()).onErrorResume(failure -> told("Loading", failure));
    Mono<Void> rounds = Mono.defer(this::round).then(Mono.defer(this::pause)).repeat().then();
    Mono<Void> handedOn =
        alliance
            .informed()
            .onBackpressureLatest()
            .concatMap(peer -> from(peer).then(Mono.delay(SEEKING)), 1)
            .then();
    running = start.then(Mono.when(rounds, handedOn)).subscribe();
  }

  @Override
  public void destroy() {
    running.dispose();
  }

  /** One round: never fails, whatever does not answer. */
  Mono<Void> round() {
    return directories
        .load()
        .onErrorComplete()
        .then(Mono.defer(() -> registry.directory(directories.current().isPresent())))
        .flatMap(this::take)
        .doOnSuccess(_ -> heard(true))
        .onErrorResume(this::instead)
        .then(Mono.defer(this::enrol));
  }

  private Mono<Void> take(Registry.Answer answer) {
    return switch (answer) {
      case Registry.Answer.Unchanged _ -> age.confirm();
      case Registry.Answer.Document document -> accept(document.jws());
    };
  }

  private Mono<Void> accept(String jws) {
    return directories
        .accept(jws)
        .flatMap(
            outcome ->
                switch (outcome) {
                  case ACCEPTED, KNOWN -> age.confirm();
                  case OLDER, FORKED, NOT_VERIFIED -> {
                    LOG.warn("The registry's directory was refused: {}", outcome);
                    yield Mono.<Void>empty();
                  }
                });
  }

  private Mono<Void> instead(Throwable failure) {
    heard(false);
    List<Locode> informed = alliance.members().map(Members::peers).orElse(List.of());
    return informed.isEmpty()
        ? Mono.empty()
        : from(informed.get(ThreadLocalRandom.current().nextInt(informed.size())));
  }

  /** What a peer hands on is as good as its signature, and does not count as a confirmation. */
  private Mono<Void> from(Locode asked) {
    InformedPeer peer = peers.getIfAvailable();
    return peer == null
        ? Mono.empty()
        : Mono.defer(() -> peer.directory(asked))
            .flatMap(directories::accept)
            .then()
            .onErrorComplete();
  }

  private Mono<Void> enrol() {
    if (enrolled() || !reachable) {
      return Mono.empty();
    }
    return registry
        .enrol()
        .flatMap(document -> accept(document.strip()))
        .onErrorResume(failure -> told("Enrolling the port's key", failure));
  }

  private boolean enrolled() {
    return directories
        .current()
        .flatMap(directory -> directory.port(alliance.self()))
        .filter(port -> properties.address().toString().equals(port.address()))
        .map(Directory.Port::keys)
        .filter(keys -> keys.stream().anyMatch(k -> k.thumbprint().equals(key.thumbprint())))
        .isPresent();
  }

  /**
   * Between two rounds. A caller whose key is not known may stand in a newer directory, so that is
   * looked for sooner, though never more than once a second.
   */
  private Mono<Long> pause() {
    Duration base = enrolled() ? SETTLED : SEEKING;
    double spread = 0.8 + 0.4 * ThreadLocalRandom.current().nextDouble();
    Mono<Long> regular = Mono.delay(Duration.ofMillis((long) (base.toMillis() * spread)));
    Mono<Long> sooner = Mono.delay(SEEKING).then(alliance.strangers().next());
    return Mono.firstWithSignal(regular, sooner);
  }

  private void heard(boolean now) {
    if (now != reachable) {
      LOG.info(now ? "The registry answers again" : "The registry does not answer; asking peers");
    }
    reachable = now;
  }

  private static Mono<Void> told(String what, Throwable failure) {
    LOG.warn("{} did not succeed and will be tried again: {}", what, failure.toString());
    return Mono.empty();
  }
}
