package eu.portsalliance.intel.duty;

import eu.portsalliance.peers.Peer;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** Takes word of looks, from the port's own service and from peers. */
@RestController
@RequestMapping("/api/intel/peer/v1/looks")
class LookController {

  private final Looks looks;

  LookController(Looks looks) {
    this.looks = looks;
  }

  @PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
  @PreAuthorize("hasAuthority('service')")
  Mono<ResponseEntity<Void>> looks(@RequestBody LookPage page) {
    return looks.take(page.checked()).thenReturn(ResponseEntity.noContent().<Void>build());
  }

  @PostMapping(path = "/told", consumes = MediaType.APPLICATION_JSON_VALUE)
  @PreAuthorize("hasAuthority('peer')")
  Mono<ResponseEntity<Void>> told(@AuthenticationPrincipal Peer peer, @RequestBody ToldPage page) {
    return looks
        .told(peer.port(), page.checked())
        .thenReturn(ResponseEntity.noContent().<Void>build());
  }
}
