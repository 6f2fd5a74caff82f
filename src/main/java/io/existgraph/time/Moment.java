package io.existgraph.time;

import java.time.Instant;

/// One moment: its instant on a [GatewayClock], and its wall time.
public record Moment(Instant instant, Instant wallTime) {
  /// A moment of a clock that agrees with the wall time.
  public static Moment of(Instant instant) {
    return new Moment(instant, instant);
  }
}
