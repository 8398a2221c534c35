package eu.portsalliance.intel.directory;

import eu.portsalliance.access.Locode;
import reactor.core.publisher.Mono;

/** A peer that is asked for the directory while the registry does not answer. */
public interface InformedPeer {

  /**
   * The newest document that the peer knows, as it was signed; an error when it does not answer.
   */
  Mono<String> directory(Locode peer);
}
