package io.existgraph;

import io.existgraph.cache.CallerCaches;
import io.existgraph.graphql.ExchangeTracing;
import io.existgraph.metrics.ExchangeSpans;
import io.existgraph.metrics.GatewayMeters;
import io.existgraph.metrics.ReadyMeters;
import io.existgraph.ready.ReadyListener;
import io.existgraph.time.GatewayClock;
import io.existgraph.web.ErrorCodeListener;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.observation.contextpropagation.ObservationThreadLocalAccessor;
import io.micrometer.tracing.Tracer;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// The beans of metrics and tracing. The other packages report to listeners and do not depend on
/// Micrometer.
@Configuration(proxyBeanMethods = false)
class ObservabilityConfiguration {
  @Bean
  GatewayMeters meters(MeterRegistry registry, CallerCaches caches) {
    return new GatewayMeters(registry, caches::weight);
  }

  @Bean
  ReadyListener readyListener(MeterRegistry registry) {
    return new ReadyMeters(registry);
  }

  @Bean
  ErrorCodeListener errorListener(GatewayMeters meters) {
    return meters::errorReturned;
  }

  /// Creates a span for each exchange; with tracing off the tracer is a no-op.
  @Bean
  ExchangeTracing exchangeTracing(ObjectProvider<Tracer> tracer, GatewayClock clock) {
    var spans = new ExchangeSpans(tracer.getIfAvailable(() -> Tracer.NOOP), clock);
    return context -> spans.childrenOf(context.get(ObservationThreadLocalAccessor.KEY));
  }
}
