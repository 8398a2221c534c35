package eu.portsalliance.intel.request;

import eu.portsalliance.access.lease.Lease;
import eu.portsalliance.access.lease.Leases;
import eu.portsalliance.intel.directory.Alliance;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.stereotype.Component;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Watches the clocks of requests. A notice is raised once, whichever replica looks first. */
@Component
class RequestClocks implements SmartInitializingSingleton, DisposableBean {

  private static final Logger LOG = LoggerFactory.getLogger(RequestClocks.class);
  private static final Duration PAUSE = Duration.ofSeconds(5);
  private static final Duration NEAR = Duration.ofMinutes(30);

  private final Requests requests;
  private final Alliance alliance;
  private final Lease lease;
  private final Clock clock;
  private Disposable running = Disposables.disposed();

  RequestClocks(Requests requests, Alliance alliance, Leases leases, Clock clock) {
    this.requests = requests;
    this.alliance = alliance;
    this.lease = leases.lease("clocks");
    this.clock = clock;
  }

  @Override
  public void afterSingletonsInstantiated() {
    running =
        Flux.interval(PAUSE)
            .onBackpressureDrop()
            .concatMap(
                _ -> lease.write(round(clock.instant())).onErrorResume(RequestClocks::report))
            .subscribe();
  }

  @Override
  public void destroy() {
    running.dispose();
  }

  Mono<Void> round(Instant now) {
    String self = alliance.self().value();
    return Mono.justOrEmpty(alliance.members())
        .flatMap(members -> requests.raise(self, members, now, NEAR))
        .then();
  }

  private static Mono<Void> report(Throwable failure) {
    LOG.warn("The clocks of requests were not looked at and will be: {}", failure.toString());
    return Mono.empty();
  }
}
