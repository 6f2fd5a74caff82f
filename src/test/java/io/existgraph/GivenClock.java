package io.existgraph;

import io.existgraph.time.GatewayClock;
import io.existgraph.time.SteadyClock;
import java.time.Duration;
import java.time.Instant;

/// The clock of the gateway over sources that stand still until they are moved: the monotonic one,
/// the system's clock, and the uptime.
public final class GivenClock implements GatewayClock {
  private volatile long nanos;
  private volatile Instant wallTime;
  private volatile Duration uptime = Duration.ofDays(3);
  private volatile SteadyClock clock;

  public GivenClock(Instant now) {
    this.wallTime = now;
    this.clock = new SteadyClock(() -> nanos, () -> wallTime, () -> uptime);
  }

  public static GivenClock at(String instant) {
    return new GivenClock(Instant.parse(instant));
  }

  @Override
  public Instant instant() {
    return clock.instant();
  }

  @Override
  public Duration offset() {
    return clock.offset();
  }

  public void pass(Duration time) {
    nanos += time.toNanos();
    uptime = uptime.plus(time);
    wallTime = wallTime.plus(time);
  }

  /// Corrects the system's clock.
  public void step(Duration step) {
    wallTime = wallTime.plus(step);
  }

  /// Time passes while the monotonic source stands still.
  public void sleep(Duration time) {
    uptime = uptime.plus(time);
    wallTime = wallTime.plus(time);
  }

  /// Begins anew.
  public void set(Instant instant) {
    wallTime = instant;
    clock = new SteadyClock(() -> nanos, () -> wallTime, () -> uptime);
  }
}
