package io.existgraph;

import io.micrometer.tracing.Tracer;
import io.micrometer.tracing.propagation.Propagator;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// A no-op tracer while trace export is off. OpenTelemetry would otherwise create spans that
/// nothing exports.
@Configuration(proxyBeanMethods = false)
@ConditionalOnBooleanProperty(name = "management.tracing.export.enabled", havingValue = false)
class NoopTracingConfiguration {
  @Bean
  Tracer tracer() {
    return Tracer.NOOP;
  }

  @Bean
  Propagator propagator() {
    return Propagator.NOOP;
  }
}
