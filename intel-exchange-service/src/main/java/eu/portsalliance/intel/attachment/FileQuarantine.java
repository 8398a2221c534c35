package eu.portsalliance.intel.attachment;

import eu.portsalliance.access.Locode;
import reactor.core.publisher.Mono;

/** Where it is noted that a port signed a file which is not taken; the bytes are not kept. */
public interface FileQuarantine {

  /** Notes it, the same file once. */
  Mono<Void> keep(Locode origin, String sha256, String reason);
}
