package eu.portsalliance.intel.audit;

import eu.portsalliance.access.Locode;
import eu.portsalliance.audit.NotarisedLogs;
import reactor.core.publisher.Mono;

/** A peer whose logs can be followed. */
public interface AuditedPeer {

  /**
   * How a log of a peer grew.
   *
   * @param from how many records were seen of it
   * @return empty when the peer says that its log is shorter than that
   */
  Mono<NotarisedLogs.Extension> since(Locode peer, String service, long from);
}
