package io.existgraph.time;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// A clock that counts the nanoseconds of a monotonic source from the wall time of its creation,
/// and that corrects its offset when the system's clock is stepped.
///
/// A monotonic source may stand still while the machine sleeps, as `CLOCK_MONOTONIC` of Linux does.
/// Where the system's clock is found to be ahead, the uptime says how much of that was sleep: the
/// clock makes up for it, and takes only the rest for a step. Without an uptime all of it is a
/// step, so that after a sleep a rate limit is kept too long rather than overspent.
public final class SteadyClock implements GatewayClock {
  /// What the two sources may differ by without a correction.
  static final Duration MIN_CORRECTION = Duration.ofMillis(500);

  private final LongSupplier nanoTime;
  private final InstantSource wall;
  private final Supplier<@Nullable Duration> uptime;
  private final AtomicReference<ClockCorrection> anchor;

  /// The state at the latest correction.
  private record ClockCorrection(
      Instant instant, long nanos, Duration offset, @Nullable Duration uptime) {
    Instant at(long nanoTime) {
      return instant.plusNanos(nanoTime - nanos);
    }

    Duration deviation(Instant now, Instant wallTime) {
      return Duration.between(now.plus(offset), wallTime);
    }
  }

  /// The clock of this machine.
  public static SteadyClock system() {
    return new SteadyClock(System::nanoTime, InstantSource.system(), new SystemUptime());
  }

  /// `uptime` is the time since the machine was started, sleep included; null where it is not
  /// known.
  public SteadyClock(
      LongSupplier nanoTime, InstantSource wall, Supplier<@Nullable Duration> uptime) {
    this.nanoTime = nanoTime;
    this.wall = wall;
    this.uptime = uptime;
    this.anchor =
        new AtomicReference<>(
            new ClockCorrection(wall.instant(), nanoTime.getAsLong(), Duration.ZERO, uptime.get()));
  }

  @Override
  public Instant instant() {
    ClockCorrection current = anchor.get();
    Instant now = current.at(nanoTime.getAsLong());
    return isCorrection(current.deviation(now, wall.instant())) ? corrected() : now;
  }

  /// Its instants as nanoseconds, which never go back.
  public LongSupplier ticker() {
    return () -> Duration.between(Instant.EPOCH, instant()).toNanos();
  }

  @Override
  public Duration offset() {
    return anchor.get().offset();
  }

  private static boolean isCorrection(Duration deviation) {
    return deviation.abs().compareTo(MIN_CORRECTION) >= 0;
  }

  private synchronized Instant corrected() {
    ClockCorrection last = anchor.get();
    long nanos = nanoTime.getAsLong();
    Duration up = uptime.get();
    Instant now = last.at(nanos).plus(slept(last, nanos, up));
    Instant wallTime = wall.instant();
    boolean isStep = isCorrection(last.deviation(now, wallTime)); // what is left after a sleep
    Duration offset = isStep ? Duration.between(now, wallTime) : last.offset();
    anchor.set(new ClockCorrection(now, nanos, offset, up));
    return now;
  }

  /// How long the monotonic source has stood still since.
  private static Duration slept(ClockCorrection last, long nanos, @Nullable Duration up) {
    if (up == null || last.uptime() == null) {
      return Duration.ZERO;
    }
    Duration slept = up.minus(last.uptime()).minusNanos(nanos - last.nanos());
    return slept.compareTo(MIN_CORRECTION) < 0 ? Duration.ZERO : slept;
  }
}
