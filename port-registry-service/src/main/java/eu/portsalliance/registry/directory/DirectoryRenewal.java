package eu.portsalliance.registry.directory;

import eu.portsalliance.access.lease.Lease;
import eu.portsalliance.access.lease.Leases;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.stereotype.Component;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Signs the directory anew before readers would call it old, and picks up what migrations added.
 */
@Component
class DirectoryRenewal implements SmartInitializingSingleton, DisposableBean {

  private static final Logger LOG = LoggerFactory.getLogger(DirectoryRenewal.class);

  private static final Duration PAUSE = Duration.ofMinutes(1);

  private final DirectoryOpening opening;
  private final DirectoryIssuer issuer;
  private final Lease lease;
  private Disposable running = Disposables.disposed();

  DirectoryRenewal(DirectoryOpening opening, DirectoryIssuer issuer, Leases leases) {
    this.opening = opening;
    this.issuer = issuer;
    this.lease = leases.lease("directory");
  }

  /** Looks every minute; a failure is retried at the next. */
  @Override
  public void afterSingletonsInstantiated() {
    running =
        lease
            .whileHeld(
                Flux.interval(Duration.ZERO, PAUSE).onBackpressureDrop().concatMap(_ -> renew()))
            .subscribe();
  }

  @Override
  public void destroy() {
    running.dispose();
  }

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
