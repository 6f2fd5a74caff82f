package io.existgraph.logging;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Hooks;

/// The handler of errors that nobody waits for any more, such as those of requests that their
/// deadline has cancelled. Only defects among them are logged.
public final class DroppedErrorHandler {
  private static final Logger LOG = LoggerFactory.getLogger(DroppedErrorHandler.class);

  private static volatile List<Class<? extends Throwable>> installed = List.of();

  private DroppedErrorHandler() {}

  /// Takes the place of Reactor's own handler, for the whole process. `expected` are the types of
  /// errors that end an exchange or an operation; returns those of the handler before.
  public static List<Class<? extends Throwable>> install(
      List<Class<? extends Throwable>> expected) {
    List<Class<? extends Throwable>> before = installed;
    installed = expected;
    Hooks.resetOnErrorDropped(); // hooks would be called one after the other
    Hooks.onErrorDropped(
        error -> {
          if (!isExpected(error, expected)) {
            LOG.error("A defect after an operation had ended", UnquotedException.of(error));
          }
        });
    return before;
  }

  private static boolean isExpected(Throwable error, List<Class<? extends Throwable>> expected) {
    Throwable cause = error.getCause();
    return error instanceof IOException
        || error instanceof TimeoutException
        || error instanceof CancellationException
        || expected.stream().anyMatch(type -> type.isInstance(error))
        || (cause != null && isExpected(cause, expected));
  }
}
