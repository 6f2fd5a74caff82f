package io.existgraph.simulator;

import java.time.Duration;

/// Options of the simulator for behaviour in which deployments of Exist differ. By default pages
/// have their documented sizes, `date_min` is honoured, and days without a record are included.
public record SimulatorOptions(
    int pageSize,
    int maxPageSize,
    boolean ignoresDateMin,
    boolean omitsEmptyDays,
    int limitPerHour,
    Duration latency) {

  public static final SimulatorOptions DEFAULT =
      new SimulatorOptions(20, 100, false, false, 300, Duration.ZERO);

  public SimulatorOptions withPageSize(int defaultSize, int maxSize) {
    return new SimulatorOptions(
        defaultSize, maxSize, ignoresDateMin, omitsEmptyDays, limitPerHour, latency);
  }

  public SimulatorOptions ignoringDateMin() {
    return new SimulatorOptions(pageSize, maxPageSize, true, omitsEmptyDays, limitPerHour, latency);
  }

  public SimulatorOptions omittingEmptyDays() {
    return new SimulatorOptions(pageSize, maxPageSize, ignoresDateMin, true, limitPerHour, latency);
  }

  public SimulatorOptions withLimitPerHour(int limit) {
    return new SimulatorOptions(
        pageSize, maxPageSize, ignoresDateMin, omitsEmptyDays, limit, latency);
  }

  /// Delays every response, by the real clock.
  public SimulatorOptions withLatency(Duration latency) {
    return new SimulatorOptions(
        pageSize, maxPageSize, ignoresDateMin, omitsEmptyDays, limitPerHour, latency);
  }
}
