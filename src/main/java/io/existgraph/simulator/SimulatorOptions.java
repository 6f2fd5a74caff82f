package io.existgraph.simulator;

import java.time.Duration;

/// Options of the simulator for behaviour in which deployments of Exist differ. By default pages
/// have their documented sizes, `date_min` is honoured, days without a record are included, and 429
/// responses carry `Retry-After`.
public record SimulatorOptions(
    int pageSize,
    int maxPageSize,
    boolean ignoresDateMin,
    boolean omitsEmptyDays,
    int limitPerHour,
    boolean sendsRetryAfter,
    Duration latency) {

  public static final SimulatorOptions DEFAULT =
      new SimulatorOptions(20, 100, false, false, 300, true, Duration.ZERO);

  public SimulatorOptions withPageSize(int defaultSize, int maxSize) {
    return new SimulatorOptions(
        defaultSize,
        maxSize,
        ignoresDateMin,
        omitsEmptyDays,
        limitPerHour,
        sendsRetryAfter,
        latency);
  }

  public SimulatorOptions ignoringDateMin() {
    return new SimulatorOptions(
        pageSize, maxPageSize, true, omitsEmptyDays, limitPerHour, sendsRetryAfter, latency);
  }

  public SimulatorOptions omittingEmptyDays() {
    return new SimulatorOptions(
        pageSize, maxPageSize, ignoresDateMin, true, limitPerHour, sendsRetryAfter, latency);
  }

  public SimulatorOptions withLimitPerHour(int limit) {
    return new SimulatorOptions(
        pageSize, maxPageSize, ignoresDateMin, omitsEmptyDays, limit, sendsRetryAfter, latency);
  }

  public SimulatorOptions withoutRetryAfter() {
    return new SimulatorOptions(
        pageSize, maxPageSize, ignoresDateMin, omitsEmptyDays, limitPerHour, false, latency);
  }

  /// Delays every response, by the real clock.
  public SimulatorOptions withLatency(Duration latency) {
    return new SimulatorOptions(
        pageSize,
        maxPageSize,
        ignoresDateMin,
        omitsEmptyDays,
        limitPerHour,
        sendsRetryAfter,
        latency);
  }
}
