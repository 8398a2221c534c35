package eu.portsalliance.intel.peer;

import eu.portsalliance.access.Locode;
import eu.portsalliance.access.lease.Leases;
import eu.portsalliance.intel.delivery.Sequencer;
import eu.portsalliance.intel.delivery.Signatures;
import eu.portsalliance.intel.directory.Alliance;
import eu.portsalliance.intel.directory.Members;
import eu.portsalliance.peers.Directory;
import eu.portsalliance.telemetry.Traces;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.stereotype.Component;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * One link to each active peer of the directory that speaks a version of the peer protocol which
 * this port speaks, as the directory changes, in the process that holds the lease.
 */
@Component
class PeerLinks implements SmartInitializingSingleton, DisposableBean {

  private static final Logger LOG = LoggerFactory.getLogger(PeerLinks.class);

  /**
   * This port's version of the peer protocol and the two before it, of which there are none yet.
   */
  private static final Set<String> VERSIONS = Set.of("1");

  private static final Duration TELLING = Duration.ofSeconds(2);

  private final Alliance alliance;
  private final PeerLink.Means means;
  private final LinkStates states;
  private final Map<Locode, PeerLink> links = new HashMap<>();
  private Disposable following = Disposables.disposed();
  private Disposable telling = Disposables.disposed();
  private volatile Map<Locode, LinkStates.State> elsewhere = Map.of();
  private Consumer<Map<Locode, PeerLink>> told = _ -> {};

  PeerLinks(
      Alliance alliance,
      PeerClient client,
      Inspection inspection,
      Inbox inbox,
      Receipts receipts,
      Sequencer sequencer,
      Signatures signatures,
      Traces traces,
      Leases leases,
      LinkStates states,
      Clock clock) {
    this.alliance = alliance;
    this.states = states;
    this.means =
        new PeerLink.Means(
            alliance,
            client,
            inspection,
            inbox,
            receipts,
            sequencer,
            signatures,
            traces,
            leases.lease("peers"),
            clock);
  }

  @Override
  public void afterSingletonsInstantiated() {
    Flux<Members> now = Mono.fromSupplier(alliance::members).flatMap(Mono::justOrEmpty).flux();
    following =
        means
            .lease()
            .whileHeld(
                Flux.merge(alliance.changes(), now).doOnNext(this::follow).doFinally(_ -> close()))
            .subscribe();
    telling =
        Flux.interval(TELLING)
            .onBackpressureDrop()
            .concatMap(_ -> exchange().onErrorResume(PeerLinks::report))
            .subscribe();
  }

  /** Tells what is known here, or hears what is known where the peers are followed. */
  private Mono<Void> exchange() {
    return means.lease().held()
        ? means.lease().guard(Mono.defer(() -> states.tell(here())))
        : states.told().doOnNext(told -> elsewhere = told).then();
  }

  private static Mono<Void> report(Throwable failure) {
    LOG.debug("The state of the links was not told or heard: {}", failure.toString());
    return Mono.empty();
  }

  /** The links by port, whichever process of this port holds them. */
  Map<Locode, LinkStates.State> states() {
    return means.lease().held() ? here() : elsewhere;
  }

  private Map<Locode, LinkStates.State> here() {
    return links().entrySet().stream()
        .collect(Collectors.toMap(Map.Entry::getKey, one -> LinkStates.State.of(one.getValue())));
  }

  @Override
  public void destroy() {
    following.dispose();
    telling.dispose();
  }

  private synchronized void close() {
    links.values().forEach(PeerLink::dispose);
    links.clear();
    told.accept(links());
  }

  /** The links that this process holds, by port. */
  synchronized Map<Locode, PeerLink> links() {
    return Map.copyOf(links);
  }

  /** Tells somebody of the links now, and whenever there are others. */
  synchronized void onChange(Consumer<Map<Locode, PeerLink>> listener) {
    told = listener;
    told.accept(links());
  }

  /** Peers that speak no version of the protocol that this port speaks: nothing is exchanged. */
  List<Locode> strangers() {
    return alliance.members().stream()
        .flatMap(members -> members.directory().ports().stream())
        .filter(port -> isPeer(port) && !port.speaks(VERSIONS))
        .map(Directory.Port::locode)
        .toList();
  }

  private boolean isPeer(Directory.Port port) {
    return port.reachable() && !port.locode().equals(alliance.self());
  }

  private synchronized void follow(Members members) {
    Map<Locode, String> wanted = new HashMap<>();
    for (Directory.Port port : members.directory().ports()) {
      String address = port.address();
      if (isPeer(port) && address != null && port.speaks(VERSIONS)) {
        wanted.put(port.locode(), address);
      }
    }
    links
        .entrySet()
        .removeIf(
            entry -> {
              boolean over = !entry.getValue().address().equals(wanted.get(entry.getKey()));
              if (over) {
                entry.getValue().dispose();
              }
              return over;
            });
    wanted.forEach((peer, address) -> links.computeIfAbsent(peer, _ -> opened(peer, address)));
    told.accept(links());
  }

  private PeerLink opened(Locode peer, String address) {
    PeerLink link = new PeerLink(peer, address, means);
    link.open();
    return link;
  }
}
