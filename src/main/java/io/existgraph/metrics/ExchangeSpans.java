package io.existgraph.metrics;

import io.existgraph.exist.ExchangeListener;
import io.existgraph.exist.ExchangeListener.EndedExchange;
import io.existgraph.time.GatewayClock;
import io.micrometer.observation.Observation;
import io.micrometer.tracing.Span;
import io.micrometer.tracing.TraceContext;
import io.micrometer.tracing.Tracer;
import io.micrometer.tracing.handler.TracingObservationHandler.TracingContext;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Client spans of exchanges, as children of the span of their operation. A span is created when
/// its exchange has ended, so that no tracing context has to be propagated to the HTTP client; no
/// trace header is sent to Exist.
public final class ExchangeSpans {

  private final Tracer tracer;
  private final GatewayClock clock;

  public ExchangeSpans(Tracer tracer, GatewayClock clock) {
    this.tracer = tracer;
    this.clock = clock;
  }

  /// A listener that creates the spans below the operation's; a no-op one where it has no span.
  public ExchangeListener childrenOf(@Nullable Observation operation) {
    if (operation == null) {
      return ExchangeListener.NOBODY;
    }
    TracingContext tracing = operation.getContextView().get(TracingContext.class);
    Span span = tracing == null ? null : tracing.getSpan();
    return span == null || span.isNoop()
        ? ExchangeListener.NOBODY
        : exchange -> record(exchange, span.context());
  }

  private void record(EndedExchange exchange, TraceContext parent) {
    Instant end = clock.wallTime();
    String endpoint = EndpointLabel.of(exchange.target());
    Span span =
        tracer
            .spanBuilder()
            .setParent(parent)
            .kind(Span.Kind.CLIENT)
            .name(exchange.method() + " " + endpoint)
            .startTimestamp(end.minus(exchange.took()).toEpochMilli(), TimeUnit.MILLISECONDS)
            .tag("http.request.method", exchange.method())
            .tag("url.template", endpoint)
            .tag("http.response.status_code", exchange.status())
            .tag("http.request.resend_count", exchange.attempt() - 1)
            .start();
    span.end(end.toEpochMilli(), TimeUnit.MILLISECONDS);
  }
}
