package eu.portsalliance.registry.directory;

import org.springframework.http.ResponseEntity;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** Gives out the newest directory. Its signature is its protection: anybody may read it. */
@RestController
class DirectoryController {

  private final DirectoryOpening opening;
  private final IssuedDirectories issued;

  DirectoryController(DirectoryOpening opening, IssuedDirectories issued) {
    this.opening = opening;
    this.issued = issued;
  }

  @GetMapping(path = "/api/registry/directory", produces = "application/jose")
  @PreAuthorize("permitAll()")
  Mono<ResponseEntity<String>> directory() {
    return opening.opened().then(Mono.defer(issued::newest)).map(IssuedDirectory::response);
  }
}
