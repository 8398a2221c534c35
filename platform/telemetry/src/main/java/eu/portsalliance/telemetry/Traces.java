package eu.portsalliance.telemetry;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;
import reactor.util.context.ContextView;

/**
 * Where a piece of work stands in a trace. A trace context travels as the text of a {@code
 * traceparent} header (W3C Trace Context, section 3.2) and nothing else of that standard does: a
 * {@code tracestate} is free text of whoever sent it.
 */
public final class Traces {

  /** The header, and the name under which the context of a request is kept. */
  public static final String HEADER = "traceparent";

  /**
   * The header of an answer by which a service asks whoever stands in front of it to tell nothing
   * of the request either; a boundary takes it off.
   */
  public static final String UNTRACED = "untraced";

  static final String KEY = Traces.class.getName();

  private static final TextMapGetter<String> ONLY_THE_PARENT =
      new TextMapGetter<>() {
        @Override
        public Iterable<String> keys(String carrier) {
          return List.of(HEADER);
        }

        @Override
        public @Nullable String get(@Nullable String carrier, String key) {
          return key.equals(HEADER) ? carrier : null;
        }
      };

  private final Tracer tracer;

  Traces(OpenTelemetry telemetry) {
    this.tracer = telemetry.getTracer("eu.portsalliance");
  }

  /** The trace context in which a chain runs; empty text when it is not traced. */
  public static String in(ContextView context) {
    return text(context.<Trace>getOrDefault(KEY, null));
  }

  /** The trace context of a request; empty text when it is not traced. */
  public static String of(ServerWebExchange exchange) {
    return text(exchange.getAttribute(KEY));
  }

  /** Nothing is told of the request in which a chain runs. */
  public static void keepSilent(ContextView context) {
    Trace trace = context.getOrDefault(KEY, null);
    if (trace != null) {
      trace.keepSilent();
    }
  }

  /** The same of a request. */
  public static void keepSilent(ServerWebExchange exchange) {
    if (exchange.getAttribute(KEY) instanceof Trace trace) {
      trace.keepSilent();
    }
  }

  /**
   * Nothing is told of the request in which something is read that is of a certain kind.
   *
   * @param kept whether nothing is to be told of it; not asked where nothing is traced
   */
  public static <T> Mono<T> silentOver(Mono<T> read, Predicate<? super T> kept) {
    return Mono.deferContextual(
        context ->
            context.hasKey(KEY)
                ? read.doOnNext(
                    one -> {
                      if (kept.test(one)) {
                        keepSilent(context);
                      }
                    })
                : read);
  }

  /**
   * Does work in a trace of its own that names where its causes were traced.
   *
   * @param name what is done; never a name or number of anything
   * @param causes trace contexts; what is none is passed over, and with none nothing is traced
   */
  public <T> Mono<T> linked(String name, Collection<String> causes, Mono<T> work) {
    List<SpanContext> links =
        causes.stream().map(Traces::parsed).filter(SpanContext::isValid).distinct().toList();
    return links.isEmpty() ? work : Mono.defer(() -> within(started(name, links), work));
  }

  private Trace started(String name, List<SpanContext> links) {
    SpanBuilder builder = tracer.spanBuilder(name).setNoParent().setSpanKind(SpanKind.CONSUMER);
    links.forEach(builder::addLink);
    return new Trace(builder.startSpan());
  }

  private static <T> Mono<T> within(Trace trace, Mono<T> work) {
    return work.doOnError(failure -> failed(trace.span(), failure))
        .doFinally(_ -> trace.end(() -> {}))
        .contextWrite(context -> context.put(KEY, trace));
  }

  /** The class alone: what a failure says may name a container. */
  private static void failed(Span span, Throwable failure) {
    span.setStatus(StatusCode.ERROR);
    span.setAttribute("error.type", failure.getClass().getName());
  }

  Tracer tracer() {
    return tracer;
  }

  /** The context that a text names, without what else its sender wrote; invalid when it is none. */
  static SpanContext parsed(@Nullable String traceparent) {
    Context extracted =
        W3CTraceContextPropagator.getInstance()
            .extract(Context.root(), Objects.requireNonNullElse(traceparent, ""), ONLY_THE_PARENT);
    SpanContext sent = Span.fromContext(extracted).getSpanContext();
    return sent.isValid()
        ? SpanContext.createFromRemoteParent(
            sent.getTraceId(), sent.getSpanId(), sent.getTraceFlags(), TraceState.getDefault())
        : SpanContext.getInvalid();
  }

  private static String text(@Nullable Trace trace) {
    if (trace == null || !trace.span().getSpanContext().isValid()) {
      return "";
    }
    SpanContext context = trace.span().getSpanContext();
    return "00-%s-%s-%s"
        .formatted(context.getTraceId(), context.getSpanId(), context.getTraceFlags().asHex());
  }
}
