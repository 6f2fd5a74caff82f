package io.existgraph.logging;

import static org.assertj.core.api.Assertions.assertThat;

import io.existgraph.LogLines;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import reactor.core.publisher.Hooks;
import reactor.core.publisher.Operators;
import reactor.util.context.Context;

@Isolated("reads the log")
class DroppedErrorHandlerTest {
  private final LogLines log = new LogLines();
  private final List<Class<? extends Throwable>> before = DroppedErrorHandler.install(List.of());

  @AfterEach
  void close() {
    log.close();
    Hooks.resetOnErrorDropped();
    DroppedErrorHandler.install(before);
  }

  @Test
  void onlyDefectsAreLogged() {
    DroppedErrorHandler.install(List.of(ArithmeticException.class));
    for (Exception expected :
        List.of(
            new IOException("canary"),
            new IllegalStateException(new IOException("canary")),
            new TimeoutException("canary"),
            new CancellationException("canary"),
            new ArithmeticException("canary"),
            new CompletionException(new ArithmeticException("canary")))) {
      Operators.onErrorDropped(expected, Context.empty());
    }
    assertThat(log.lines()).isEmpty();
    Operators.onErrorDropped(new IllegalStateException("canary"), Context.empty());
    assertThat(log.lines()).hasSize(1);
    assertThat(log.lines().getFirst())
        .startsWith("ERROR " + DroppedErrorHandler.class.getName())
        .contains("IllegalStateException")
        .doesNotContain("canary");
  }
}
