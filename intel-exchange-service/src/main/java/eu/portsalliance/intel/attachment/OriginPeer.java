package eu.portsalliance.intel.attachment;

import eu.portsalliance.access.Locode;
import reactor.core.publisher.Mono;

/** The port where an alert comes from, which keeps the files that belong to it. */
public interface OriginPeer {

  /**
   * The bytes of a file; an error when the port does not answer or does not give them.
   *
   * @param most more bytes than this are not read
   */
  Mono<byte[]> attachment(Locode origin, String alert, String sha256, int most);
}
