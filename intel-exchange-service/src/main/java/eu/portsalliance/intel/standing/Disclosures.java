package eu.portsalliance.intel.standing;

import eu.portsalliance.access.AuditEntry;
import eu.portsalliance.access.AuditTrail;
import eu.portsalliance.access.Locode;
import eu.portsalliance.access.lease.Leases;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * What machines of this port say to another by a standing release: nothing leaves before its record
 * is committed.
 */
@Component
public class Disclosures {

  private final AuditTrail audit;
  private final Leases leases;
  private final Locode self;

  /** Recorded and not known to be sent: the same page is not recorded for each attempt. */
  private final Map<To, List<?>> open = new ConcurrentHashMap<>();

  Disclosures(AuditTrail audit, Leases leases, Locode self) {
    this.audit = audit;
    this.leases = leases;
    this.self = self;
  }

  private record To(StandingRelease.Type type, Locode peer) {}

  /**
   * Records a page and then sends it.
   *
   * @param page what is sent, by which a further attempt is known
   * @param ids the alerts of which it speaks
   */
  public Mono<Void> make(
      StandingRelease.Type type, Locode peer, List<?> page, List<String> ids, Mono<Void> sending) {
    To to = new To(type, peer);
    Mono<Void> recorded =
        Mono.defer(() -> page.equals(open.get(to)) ? Mono.empty() : record(to, ids))
            .doOnSuccess(_ -> open.put(to, page));
    return leases.confirmed(recorded.then(sending)).doOnSuccess(_ -> open.remove(to));
  }

  private Mono<Void> record(To to, List<String> ids) {
    return audit.recordReading(
        AuditEntry.ofService(
            AuditEntry.Act.DISCLOSURE,
            "intel-exchange-service",
            self.value(),
            "tell by standing release: " + to.type().name().toLowerCase(Locale.ROOT),
            ids,
            to.peer().value()));
  }
}
