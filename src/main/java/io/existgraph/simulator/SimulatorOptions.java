package io.existgraph.simulator;

import java.time.Duration;

/// How this Exist behaves where real ones differ. The usual one pages as documented, honours
/// `date_min`, shows every day, and tells how long a refused caller has to wait.
public record SimulatorOptions(
    int pageSize,
    int maxPageSize,
    boolean ignoresDateMin,
    boolean leavesOutEmptyDays,
    int limitPerHour,
    boolean sendsRetryAfter,
    Duration latency) {

  public static final SimulatorOptions USUAL =
      new SimulatorOptions(20, 100, false, false, 300, true, Duration.ZERO);

  public SimulatorOptions withPageSize(int usual, int most) {
    return new SimulatorOptions(
        usual, most, ignoresDateMin, leavesOutEmptyDays, limitPerHour, sendsRetryAfter, latency);
  }

  public SimulatorOptions ignoringDateMin() {
    return new SimulatorOptions(
        pageSize, maxPageSize, true, leavesOutEmptyDays, limitPerHour, sendsRetryAfter, latency);
  }

  public SimulatorOptions leavingOutEmptyDays() {
    return new SimulatorOptions(
        pageSize, maxPageSize, ignoresDateMin, true, limitPerHour, sendsRetryAfter, latency);
  }

  public SimulatorOptions withLimitPerHour(int limit) {
    return new SimulatorOptions(
        pageSize, maxPageSize, ignoresDateMin, leavesOutEmptyDays, limit, sendsRetryAfter, latency);
  }

  public SimulatorOptions withoutRetryAfter() {
    return new SimulatorOptions(
        pageSize, maxPageSize, ignoresDateMin, leavesOutEmptyDays, limitPerHour, false, latency);
  }

  /// Makes every answer take that much longer, by the real clock.
  public SimulatorOptions withLatency(Duration latency) {
    return new SimulatorOptions(
        pageSize,
        maxPageSize,
        ignoresDateMin,
        leavesOutEmptyDays,
        limitPerHour,
        sendsRetryAfter,
        latency);
  }
}
