package eu.portsalliance.intel.peer;

import eu.portsalliance.access.Locode;
import eu.portsalliance.intel.delivery.Sequencer;
import eu.portsalliance.intel.delivery.Signatures;
import eu.portsalliance.intel.directory.Alliance;
import eu.portsalliance.intel.directory.Members;
import eu.portsalliance.peers.Directory;
import eu.portsalliance.telemetry.Traces;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.stereotype.Component;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** One link to each active peer of the directory, as the directory changes. */
@Component
class PeerLinks implements SmartInitializingSingleton, DisposableBean {

  private final Alliance alliance;
  private final PeerLink.Means means;
  private final Map<Locode, PeerLink> links = new HashMap<>();
  private Disposable following = Disposables.disposed();
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
      Clock clock) {
    this.alliance = alliance;
    this.means =
        new PeerLink.Means(
            client, inspection, inbox, receipts, sequencer, signatures, traces, clock);
  }

  @Override
  public void afterSingletonsInstantiated() {
    Flux<Members> now = Mono.fromSupplier(alliance::members).flatMap(Mono::justOrEmpty).flux();
    following = Flux.merge(alliance.changes(), now).subscribe(this::follow);
  }

  @Override
  public synchronized void destroy() {
    following.dispose();
    links.values().forEach(PeerLink::dispose);
    links.clear();
  }

  /** The links by port. */
  synchronized Map<Locode, PeerLink> links() {
    return Map.copyOf(links);
  }

  /** Tells somebody of the links now, and whenever there are others. */
  synchronized void onChange(Consumer<Map<Locode, PeerLink>> listener) {
    told = listener;
    told.accept(links());
  }

  private synchronized void follow(Members members) {
    Map<Locode, String> wanted = new HashMap<>();
    for (Directory.Port port : members.directory().ports()) {
      String address = port.address();
      if (port.reachable() && address != null && !port.locode().equals(alliance.self())) {
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
