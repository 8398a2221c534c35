package eu.portsalliance.registry.directory;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * Signs the directory anew before readers would call it old, and picks up what migrations added.
 */
@Component
class DirectoryRenewal {

  private static final Logger LOG = LoggerFactory.getLogger(DirectoryRenewal.class);

  private final DirectoryOpening opening;
  private final DirectoryIssuer issuer;

  DirectoryRenewal(DirectoryOpening opening, DirectoryIssuer issuer) {
    this.opening = opening;
    this.issuer = issuer;
  }

  /** Looks every minute; a failure is retried at the next. */
  @Scheduled(fixedDelayString = "PT1M")
  Mono<Void> renew() {
    return opening
        .opened()
        .then(Mono.defer(() -> issuer.inTurn(issuer.issue())))
        .doOnNext(directory -> LOG.debug("directory {} stands", directory.serial()))
        .doOnError(failure -> LOG.error("the directory could not be issued", failure))
        .onErrorComplete()
        .then();
  }
}
