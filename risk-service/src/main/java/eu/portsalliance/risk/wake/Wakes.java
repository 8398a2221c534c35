package eu.portsalliance.risk.wake;

import java.time.Duration;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Sinks;

/**
 * Says that the ranking may have changed. A wake carries nothing: who is woken looks for itself, as
 * its reader may see it, so a wake tells nobody what happened.
 */
@Component
public class Wakes {
  private final Sinks.Many<Wake> sink = Sinks.many().multicast().directBestEffort();

  /** Where a wake comes from. */
  public enum Wake {
    /** Something was committed here. */
    HERE,
    /** Another replica committed something, or may have while nobody listened. */
    ELSEWHERE
  }

  /** Events have changed journeys; call after the commit. */
  public void journeysChanged() {
    emit(Wake.HERE);
  }

  /** The alerts held have changed; call after the commit. */
  public void alertsChanged() {
    emit(Wake.HERE);
  }

  /** Another replica has said so. */
  void changedElsewhere() {
    emit(Wake.ELSEWHERE);
  }

  /** All wakes from now on; whoever is busy misses some and takes the next. */
  public Flux<Wake> all() {
    return sink.asFlux();
  }

  private void emit(Wake wake) {
    sink.emitNext(wake, Sinks.EmitFailureHandler.busyLooping(Duration.ofMillis(200)));
  }
}
