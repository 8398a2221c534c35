package eu.portsalliance.intel.duty;

import eu.portsalliance.access.lease.Lease;
import eu.portsalliance.access.lease.Leases;
import eu.portsalliance.intel.IntelProperties;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
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
 * Tells whoever is on duty that a notice waits, and the next level when nobody has acknowledged.
 * What is sent names the notice and where to read it, and nothing of what it is about: no alert, no
 * number, no plate, no organisation.
 */
@Component
class Desk implements SmartInitializingSingleton, DisposableBean {

  /** Peers that are told at once: one that hangs leaves room for others. */
  static final int PEERS_AT_ONCE = 4;

  private static final Logger LOG = LoggerFactory.getLogger(Desk.class);
  private static final Duration PAUSE = Duration.ofSeconds(2);
  private static final Duration LEASE = Duration.ofSeconds(60);
  private static final int AT_ONCE = 20;
  private static final int FIRST = 1;
  private static final int SECOND = 2;

  private final Notices notices;
  private final Rotas rotas;
  private final LookLog looked;
  private final Looks looks;
  private final ToldCollisions collisions;
  private final BlockingMail mail;
  private final Webhook webhook;
  private final DutyProperties properties;
  private final String link;
  private final Leases leases;
  private final Lease lease;
  private final Clock clock;
  private Disposable running = Disposables.disposed();

  Desk(
      Notices notices,
      Rotas rotas,
      LookLog looked,
      Looks looks,
      ToldCollisions collisions,
      BlockingMail mail,
      Webhook webhook,
      DutyProperties properties,
      IntelProperties intel,
      Leases leases,
      Clock clock) {
    this.notices = notices;
    this.rotas = rotas;
    this.looked = looked;
    this.looks = looks;
    this.collisions = collisions;
    this.mail = mail;
    this.webhook = webhook;
    this.properties = properties;
    this.link = intel.address().toString().replaceAll("/$", "") + "/duty";
    this.leases = leases;
    this.lease = leases.lease("clocks");
    this.clock = clock;
  }

  @Override
  public void afterSingletonsInstantiated() {
    running =
        Disposables.composite(
            each(
                () ->
                    looked
                        .tell()
                        .onErrorResume(Desk::report)
                        .then(Mono.defer(() -> round(clock.instant())))),
            each(looks::pass),
            each(collisions::pass));
  }

  /** Rounds of their own: a peer that hangs keeps nobody from being told here. */
  private Disposable each(Supplier<Mono<Void>> round) {
    return Flux.interval(PAUSE)
        .onBackpressureDrop()
        .concatMap(_ -> lease.guard(Mono.defer(round)).onErrorResume(Desk::report))
        .subscribe();
  }

  @Override
  public void destroy() {
    running.dispose();
  }

  /** Tells of what is due at a moment. One that cannot be sent is tried again after its lease. */
  Mono<Void> round(Instant now) {
    return notices
        .lease(now, now.plus(LEASE), now.minus(properties.escalation()), AT_ONCE)
        .collectList()
        .flatMapMany(Flux::fromIterable)
        .concatMap(due -> tell(due, now).onErrorResume(Desk::report))
        .then();
  }

  private Mono<Void> tell(Notices.Due due, Instant now) {
    return toTell(due, now)
        .flatMap(shifts -> send(due, shifts))
        .then(Mono.defer(() -> notices.told(due, now)));
  }

  /** Of a change of the plan everybody of the plan before is told, on duty or not. */
  private Mono<List<Rota.Shift>> toTell(Notices.Due due, Instant now) {
    return due.change()
        .map(change -> rotas.before(change).map(Rota::everybody))
        .orElseGet(
            () ->
                rotas
                    .of(due.organisation())
                    .map(rota -> rota.on(now, due.escalated() ? SECOND : FIRST)));
  }

  /** It counts as told once one way has worked; it stands on the page in any case. */
  private Mono<Void> send(Notices.Due due, List<Rota.Shift> shifts) {
    List<Mono<Boolean>> ways = new ArrayList<>();
    for (Rota.Shift shift : shifts) {
      if (shift.email() != null && mail.configured()) {
        ways.add(tried(mail.send(shift.email(), subject(due), text(due))));
      }
      if (shift.webhook() != null
          && webhook.configured()
          && properties.webhookHosts().contains(URI.create(shift.webhook()).getHost())) {
        ways.add(tried(webhook.post(URI.create(shift.webhook()), body(due))));
      }
    }
    return ways.isEmpty()
        ? Mono.empty()
        : Flux.concat(ways)
            .reduce(false, Boolean::logicalOr)
            .flatMap(
                sent ->
                    sent
                        ? Mono.<Void>empty()
                        : Mono.error(
                            () ->
                                new IllegalStateException("notice " + due.id() + " was not sent")));
  }

  private Mono<Boolean> tried(Mono<Void> sending) {
    return leases
        .confirmed(sending)
        .thenReturn(true)
        .onErrorResume(
            failure -> {
              LOG.warn("A way to the duty desk failed: {}", failure.getClass().getSimpleName());
              return Mono.just(false);
            });
  }

  private static String subject(Notices.Due due) {
    return due.escalated() ? "A notice still needs you" : "A notice needs you";
  }

  private String text(Notices.Due due) {
    return "Notice %s needs you.%nRead and acknowledge it at %s%n".formatted(due.id(), link);
  }

  private Map<String, Object> body(Notices.Due due) {
    return Map.of("notice", due.id(), "escalated", due.escalated(), "link", link);
  }

  private static Mono<Void> report(Throwable failure) {
    LOG.warn("The duty desk was not told and will be: {}", failure.toString());
    return Mono.empty();
  }
}
