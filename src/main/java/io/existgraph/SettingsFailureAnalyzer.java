package io.existgraph;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/// An analyzer that explains in one sentence why startup failed when a setting `exist.*` cannot be
/// bound.
@Order(Ordered.HIGHEST_PRECEDENCE)
class SettingsFailureAnalyzer extends AbstractFailureAnalyzer<BindException> {
  @Override
  protected @Nullable FailureAnalysis analyze(Throwable failure, BindException cause) {
    String message = String.valueOf(NestedExceptionUtils.getMostSpecificCause(cause).getMessage());
    String description = message.startsWith("exist.") ? message : conversionFailure(cause);
    return description == null ? null : new FailureAnalysis(description + ".", null, failure);
  }

  private static @Nullable String conversionFailure(BindException cause) {
    ConfigurationProperty property = cause.getProperty();
    if (property == null || !property.getName().toString().startsWith("exist.")) {
      return null;
    }
    return property.getName()
        + " cannot be '"
        + property.getValue()
        + "': it must be "
        + expected(cause.getTarget().getType().resolve(Object.class));
  }

  private static String expected(Class<?> type) {
    if (type.isEnum()) {
      return Arrays.stream(type.getEnumConstants())
          .map(constant -> constant.toString().toLowerCase(Locale.ROOT))
          .collect(Collectors.joining(" or "));
    }
    return switch (type.getSimpleName()) {
      case "int" -> "a whole number";
      case "boolean" -> "true or false";
      case "Duration" -> "a time such as 90s or 2h";
      case "DataSize" -> "a size such as 512KB or 64MB";
      case "URI" -> "an address such as https://exist.io";
      default -> "something else";
    };
  }
}
