package io.existgraph;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.AutoConfigurationImportFilter;
import org.springframework.boot.autoconfigure.AutoConfigurationMetadata;
import org.springframework.context.EnvironmentAware;
import org.springframework.core.env.Environment;

/// A filter that leaves out the auto-configuration of the OpenTelemetry SDK while trace export is
/// off, whose tracer is [NoopTracingConfiguration]'s.
final class TracingAutoConfigurationFilter
    implements AutoConfigurationImportFilter, EnvironmentAware {
  private static final String TRACING =
      "org.springframework.boot.micrometer.tracing.opentelemetry.";
  private static final String SDK = "org.springframework.boot.opentelemetry.";

  private boolean isExported = true;

  @Override
  public void setEnvironment(Environment environment) {
    isExported = environment.getProperty("management.tracing.export.enabled", Boolean.class, true);
  }

  @Override
  public boolean[] match(@Nullable String[] classes, AutoConfigurationMetadata metadata) {
    boolean[] matches = new boolean[classes.length];
    for (int i = 0; i < classes.length; i++) {
      String name = classes[i];
      matches[i] =
          isExported || name == null || !(name.startsWith(TRACING) || name.startsWith(SDK));
    }
    return matches;
  }
}
