package io.existgraph.logging;

import org.jspecify.annotations.Nullable;

/// The classes and stack traces of a failure and its causes, for a log. Left out are messages and
/// suppressed exceptions: libraries quote the request there, its query string and all.
public final class UnquotedException extends Exception {
  private static final int MAX_CAUSES = 10;

  private UnquotedException(Throwable failure, int causes) {
    super(failure.getClass().getName(), cause(failure, causes), false, true);
    setStackTrace(failure.getStackTrace());
  }

  public static UnquotedException of(Throwable failure) {
    return new UnquotedException(failure, MAX_CAUSES);
  }

  private static @Nullable UnquotedException cause(Throwable failure, int causes) {
    Throwable cause = failure.getCause();
    return cause == null || causes == 0 ? null : new UnquotedException(cause, causes - 1);
  }
}
