package eu.portsalliance.telemetry;

import io.opentelemetry.api.trace.Span;
import java.util.concurrent.atomic.AtomicBoolean;

/** The span of one piece of work. */
final class Trace {

  private final Span span;
  private final AtomicBoolean over = new AtomicBoolean();
  private volatile boolean silent;

  Trace(Span span) {
    this.span = span;
  }

  Span span() {
    return span;
  }

  /** Ends the span once; whether it was this call. */
  boolean end(Runnable last) {
    boolean first = over.compareAndSet(false, true);
    if (first) {
      last.run();
      span.end();
    }
    return first;
  }

  /** A span that never ends is never handed to anybody. */
  void keepSilent() {
    silent = true;
    over.set(true);
  }

  boolean silent() {
    return silent;
  }
}
