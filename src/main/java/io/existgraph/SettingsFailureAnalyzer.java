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

/// Tells of a start that a setting of ours prevents, in one sentence.
@Order(Ordered.HIGHEST_PRECEDENCE)
class SettingsFailureAnalyzer extends AbstractFailureAnalyzer<BindException> {
  @Override
  protected @Nullable FailureAnalysis analyze(Throwable failure, BindException cause) {
    String told = String.valueOf(NestedExceptionUtils.getMostSpecificCause(cause).getMessage());
    String sentence = told.startsWith("exist.") ? told : unreadable(cause);
    return sentence == null ? null : new FailureAnalysis(sentence + ".", null, failure);
  }

  private static @Nullable String unreadable(BindException cause) {
    ConfigurationProperty property = cause.getProperty();
    if (property == null || !property.getName().toString().startsWith("exist.")) {
      return null;
    }
    return property.getName()
        + " cannot be '"
        + property.getValue()
        + "': it must be "
        + what(cause.getTarget().getType().resolve(Object.class));
  }

  private static String what(Class<?> type) {
    if (type.isEnum()) {
      return Arrays.stream(type.getEnumConstants())
          .map(it -> it.toString().toLowerCase(Locale.ROOT))
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
