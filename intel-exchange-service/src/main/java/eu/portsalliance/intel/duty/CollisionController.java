package eu.portsalliance.intel.duty;

import eu.portsalliance.peers.Peer;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** Takes word of collisions from peers. */
@RestController
class CollisionController {

  private final ToldCollisions collisions;

  CollisionController(ToldCollisions collisions) {
    this.collisions = collisions;
  }

  @PostMapping(
      path = "/api/intel/peer/v1/collisions/told",
      consumes = MediaType.APPLICATION_JSON_VALUE)
  @PreAuthorize("hasAuthority('peer')")
  Mono<ResponseEntity<Void>> told(
      @AuthenticationPrincipal Peer peer, @RequestBody CollidedPage page) {
    return collisions
        .told(peer.port(), page.checked())
        .thenReturn(ResponseEntity.noContent().<Void>build());
  }
}
