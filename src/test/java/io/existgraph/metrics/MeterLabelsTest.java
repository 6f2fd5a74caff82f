package io.existgraph.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.existgraph.data.FreshnessClass;
import io.existgraph.exist.Failure;
import io.existgraph.exist.GatewayListener.ResponseSource;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// The label values that dashboards and alerts of operators rely on. They derive from names of
/// types and constants, so a renaming must not change them.
class MeterLabelsTest {
  private static List<String> lowerCase(Enum<?>[] constants) {
    return Arrays.stream(constants)
        .map(constant -> constant.name().toLowerCase(Locale.ROOT))
        .toList();
  }

  @Test
  void reasonsOfFailures() {
    assertThat(Stream.of(Failure.class.getPermittedSubclasses()).map(Class::getSimpleName))
        .containsExactlyInAnyOrder(
            "Unauthenticated",
            "Forbidden",
            "NotFound",
            "InvalidCredentials",
            "InvalidGrant",
            "OutcomeUnknown",
            "InvalidClient",
            "BadRequest",
            "Rejected",
            "RateLimited",
            "GuessedTooOften",
            "TooCostly",
            "Timeout",
            "Unavailable",
            "ServerError",
            "BadResponse",
            "NotSupported",
            "Overloaded");
  }

  @Test
  void kindsAndSourcesOfAnswers() {
    assertThat(lowerCase(ResponseSource.values()))
        .containsExactlyInAnyOrder("memory", "joined", "exist", "refresh");
    assertThat(lowerCase(FreshnessClass.values()))
        .containsExactlyInAnyOrder(
            "profile",
            "today",
            "recent",
            "history",
            "averages",
            "correlations",
            "insights",
            "owned");
  }
}
