package io.existgraph.ratelimit;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// The bounds of pauses after a 429 that an operation waits for, within its time.
public final class ShortPause {
  /// How many of them are waited for, one after the other.
  public static final int MAX_COUNT = 8;

  private static final Duration MAX = Duration.ofSeconds(2);

  /// Exist rounds the pause to seconds by a clock of its own.
  private static final Duration MARGIN = Duration.ofMillis(50);

  private ShortPause() {}

  /// How long to wait for the end of a pause; null where it is too long, or there is none.
  public static @Nullable Duration wait(@Nullable Duration pause) {
    return pause == null || pause.isZero() || pause.compareTo(MAX) > 0 ? null : pause.plus(MARGIN);
  }
}
