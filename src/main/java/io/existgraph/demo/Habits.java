package io.existgraph.demo;

import java.time.Duration;

/// How this Exist behaves where real ones differ. The usual one pages as documented, honours
/// `date_min`, shows every day, and tells how long a refused caller has to wait.
public record Habits(
    int pageSize,
    int maxPageSize,
    boolean ignoresDateMin,
    boolean leavesOutEmptyDays,
    int limitPerHour,
    boolean sendsRetryAfter,
    Duration latency) {

  public static final Habits USUAL = new Habits(20, 100, false, false, 300, true, Duration.ZERO);

  public Habits withPageSize(int usual, int most) {
    return new Habits(
        usual, most, ignoresDateMin, leavesOutEmptyDays, limitPerHour, sendsRetryAfter, latency);
  }

  public Habits ignoringDateMin() {
    return new Habits(
        pageSize, maxPageSize, true, leavesOutEmptyDays, limitPerHour, sendsRetryAfter, latency);
  }

  public Habits leavingOutEmptyDays() {
    return new Habits(
        pageSize, maxPageSize, ignoresDateMin, true, limitPerHour, sendsRetryAfter, latency);
  }

  public Habits withLimitPerHour(int limit) {
    return new Habits(
        pageSize, maxPageSize, ignoresDateMin, leavesOutEmptyDays, limit, sendsRetryAfter, latency);
  }

  public Habits withoutRetryAfter() {
    return new Habits(
        pageSize, maxPageSize, ignoresDateMin, leavesOutEmptyDays, limitPerHour, false, latency);
  }

  /// Makes every answer take that much longer, by the real clock.
  public Habits withLatency(Duration latency) {
    return new Habits(
        pageSize,
        maxPageSize,
        ignoresDateMin,
        leavesOutEmptyDays,
        limitPerHour,
        sendsRetryAfter,
        latency);
  }
}
