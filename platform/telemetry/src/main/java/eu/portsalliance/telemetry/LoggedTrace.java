package eu.portsalliance.telemetry;

import io.micrometer.context.ThreadLocalAccessor;
import io.opentelemetry.api.trace.SpanContext;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/** Puts trace and span of a chain beside each line that it logs, on whatever thread it runs. */
final class LoggedTrace implements ThreadLocalAccessor<Trace> {

  private static final ThreadLocal<@Nullable Trace> HERE = new ThreadLocal<>();

  @Override
  public Object key() {
    return Traces.KEY;
  }

  @Override
  public @Nullable Trace getValue() {
    return HERE.get();
  }

  @Override
  public void setValue(Trace trace) {
    HERE.set(trace);
    SpanContext context = trace.span().getSpanContext();
    MDC.put("traceId", context.getTraceId());
    MDC.put("spanId", context.getSpanId());
  }

  @Override
  public void setValue() {
    HERE.remove();
    MDC.remove("traceId");
    MDC.remove("spanId");
  }
}
