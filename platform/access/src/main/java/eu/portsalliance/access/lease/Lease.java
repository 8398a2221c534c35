package eu.portsalliance.access.lease;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/**
 * The right to do one kind of background work, held by one process of a service at a time.
 *
 * <p>Whatever runs under it ends when it is lost. What stood still meanwhile and goes on cannot
 * write: its transactions are refused when they commit. A statement outside of a transaction is
 * not, so what is one statement goes through {@link #write}.
 */
public final class Lease {

  private final String name;
  private final TransactionalOperator transaction;
  private final AtomicReference<@Nullable Term> now = new AtomicReference<>();
  private final Sinks.Many<Optional<Term>> terms =
      Sinks.many().replay().latestOrDefault(Optional.empty());

  Lease(String name, TransactionalOperator transaction) {
    this.name = name;
    this.transaction = transaction;
  }

  /** Whether this process holds it, as far as it can know without asking. */
  public boolean held() {
    Term term = now.get();
    return term != null && term.stands();
  }

  /** Does work once, or as much of it as can be done while the lease is held; empty otherwise. */
  public <T> Mono<T> guard(Mono<T> work) {
    return Mono.defer(
        () -> {
          Term term = now.get();
          return term == null || !term.stands() ? Mono.empty() : under(term, work);
        });
  }

  /** As {@link #guard}, all of it in one transaction. */
  public <T> Mono<T> write(Mono<T> work) {
    return guard(transaction.transactional(work));
  }

  /** Does work from each time that the lease is taken until it is lost. */
  public <T> Flux<T> whileHeld(Flux<T> work) {
    return terms
        .asFlux()
        .switchMap(
            term ->
                term.map(begun -> work.contextWrite(c -> c.put(Term.class, begun)))
                    .orElseGet(Flux::never));
  }

  private static <T> Mono<T> under(Term term, Mono<T> work) {
    return work.takeUntilOther(term.ended()).contextWrite(c -> c.put(Term.class, term));
  }

  String name() {
    return name;
  }

  @Nullable Term term() {
    return now.get();
  }

  synchronized void begin(Term term) {
    now.set(term);
    terms.emitNext(Optional.of(term), Sinks.EmitFailureHandler.FAIL_FAST);
  }

  /** Ends the term that stands; whether there was one. */
  synchronized boolean end() {
    Term term = now.getAndSet(null);
    if (term == null) {
      return false;
    }
    term.end();
    terms.emitNext(Optional.empty(), Sinks.EmitFailureHandler.FAIL_FAST);
    return true;
  }
}
