package io.existgraph.time;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/// A clock whose instants are as far apart as the moments themselves: rate limits, pauses,
/// deadlines and the age of cached data are differences of its instants. Dates, and times that
/// anybody reads, are taken from the wall time of an instant.
///
/// The wall time of an earlier instant is what is known of it now: a correction of the system's
/// clock holds for the past as well.
@FunctionalInterface
public interface GatewayClock extends InstantSource {
  /// How far the wall time is ahead of the instants of this clock; negative where it is behind.
  default Duration offset() {
    return Duration.ZERO;
  }

  /// The wall time at an instant of this clock.
  default Instant wallTime(Instant instant) {
    return instant.plus(offset());
  }

  /// The instant of this clock at a wall time: the inverse of [#wallTime(Instant)].
  default Instant instantAt(Instant wallTime) {
    return wallTime.minus(offset());
  }

  /// The wall time of now.
  default Instant wallTime() {
    return wallTime(instant());
  }

  /// Now, by both.
  default Moment moment() {
    Instant now = instant();
    return new Moment(now, wallTime(now));
  }
}
