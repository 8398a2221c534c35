package eu.portsalliance.telemetry;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Duration;
import org.springframework.beans.factory.DisposableBean;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * A number that has to be asked for, as a gauge: asked for now and then while there are meters, and
 * not at all otherwise. It is no number while it cannot be had.
 */
public final class PolledGauge implements MeterBinder, DisposableBean {

  private static final Duration PAUSE = Duration.ofSeconds(15);

  private final String name;
  private final String description;
  private final Mono<Long> source;
  private volatile double last = Double.NaN;
  private Disposable asking = Disposables.disposed();

  /**
   * @param name of the meter, with dots
   * @param description for whoever reads it
   * @param source asks for the number
   */
  public PolledGauge(String name, String description, Mono<Long> source) {
    this.name = name;
    this.description = description;
    this.source = source;
  }

  @Override
  public void bindTo(MeterRegistry registry) {
    Gauge.builder(name, this, gauge -> gauge.last).description(description).register(registry);
    asking.dispose();
    asking =
        Flux.interval(Duration.ZERO, PAUSE)
            .onBackpressureDrop()
            .concatMap(_ -> source.map(Long::doubleValue).onErrorReturn(Double.NaN))
            .subscribe(number -> last = number);
  }

  @Override
  public void destroy() {
    asking.dispose();
  }
}
