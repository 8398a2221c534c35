package eu.portsalliance.intel.duty;

import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** Takes word of last chances to control a box, from the port's own service. */
@RestController
@RequestMapping("/api/intel/peer/v1/last-chances")
class ChanceController {

  private final Chances chances;

  ChanceController(Chances chances) {
    this.chances = chances;
  }

  @PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
  @PreAuthorize("hasAuthority('service')")
  Mono<ResponseEntity<Void>> chances(@RequestBody ChancePage page) {
    return chances.take(page.checked()).thenReturn(ResponseEntity.noContent().<Void>build());
  }
}
