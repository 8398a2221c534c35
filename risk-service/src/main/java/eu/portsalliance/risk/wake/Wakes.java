package eu.portsalliance.risk.wake;

import java.time.Duration;
import java.util.Collection;
import java.util.concurrent.atomic.AtomicReference;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Sinks;

/** Says which boxes of the ranking may have changed. */
@Component
public class Wakes {
  private final Sinks.Many<Wake> here = Sinks.many().multicast().directBestEffort();
  private final Sinks.Many<Wake> elsewhere = Sinks.many().multicast().directBestEffort();

  /** Journeys or alerts of these boxes have changed; call after the commit. */
  public void changed(Collection<String> boxes) {
    if (!boxes.isEmpty()) {
      emit(here, Wake.of(boxes));
    }
  }

  /** Another replica committed something, or may have while nobody listened. */
  void changedElsewhere(Wake wake) {
    emit(elsewhere, wake);
  }

  /**
   * All wakes from now on, and those of another source. Whoever is busy gets the next when it asks:
   * one for all that came in the meantime.
   */
  public Flux<Wake> with(Flux<Wake> others) {
    return collected(Flux.merge(Integer.MAX_VALUE, here.asFlux(), elsewhere.asFlux(), others));
  }

  /** The same of this replica alone. */
  Flux<Wake> here() {
    return collected(here.asFlux());
  }

  private static Flux<Wake> collected(Flux<Wake> wakes) {
    return Flux.defer(
        () -> {
          AtomicReference<Wake> waiting = new AtomicReference<>(Wake.NOTHING);
          return wakes
              .doOnNext(wake -> waiting.accumulateAndGet(wake, Wake::and))
              .onBackpressureLatest()
              .map(_ -> waiting.getAndSet(Wake.NOTHING));
        });
  }

  private static void emit(Sinks.Many<Wake> sink, Wake wake) {
    sink.emitNext(wake, Sinks.EmitFailureHandler.busyLooping(Duration.ofMillis(200)));
  }
}
