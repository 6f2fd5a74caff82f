package io.existgraph;

import io.micrometer.tracing.Tracer;
import io.micrometer.tracing.propagation.Propagator;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// With tracing off no span is made; else OpenTelemetry would make them for nobody.
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
