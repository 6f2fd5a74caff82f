package io.existgraph.simulator;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.temporal.TemporalAdjusters;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The averages, correlations and insights of one user as of one day, computed on first use and
/// cached.
final class AttributeAnalytics {
  /// The first weeks have no averages and correlations.
  private static final int MIN_WEEKS = 4;

  private final UserRecords records;
  private final LocalDate today;
  private final List<LocalDate> batches;
  private final Map<String, ValueSeries> series = new ConcurrentHashMap<>();
  private final Map<String, SimulatedAverage> latestAverages = new ConcurrentHashMap<>();
  private final Map<String, List<SimulatedCorrelation>> correlations = new ConcurrentHashMap<>();
  private @Nullable List<SimulatedInsight> insights;

  AttributeAnalytics(UserRecords records, LocalDate today) {
    this.records = records;
    this.today = today;
    LocalDate last = today.with(TemporalAdjusters.previousOrSame(DayOfWeek.SUNDAY));
    this.batches =
        Stream.iterate(last, date -> date.minusWeeks(1))
            .takeWhile(date -> !date.isBefore(records.first().plusWeeks(MIN_WEEKS)))
            .toList();
  }

  LocalDate today() {
    return today;
  }

  ValueSeries series(SimulatedAttribute attribute) {
    return series.computeIfAbsent(attribute.name(), _ -> ValueSeries.of(records, attribute, today));
  }

  /// The Sundays on which averages and correlations were computed, newest first.
  List<LocalDate> batches() {
    return batches;
  }

  @Nullable SimulatedAverage latestAverage(SimulatedAttribute attribute) {
    return attribute.isNumeric() && !batches.isEmpty()
        ? latestAverages.computeIfAbsent(
            attribute.name(),
            _ -> SimulatedAverage.of(attribute, batches.getFirst(), series(attribute)))
        : null;
  }

  /// All averages, newest first.
  List<SimulatedAverage> averages(SimulatedAttribute attribute) {
    if (!attribute.isNumeric()) {
      return List.of();
    }
    ValueSeries numbers = series(attribute);
    return batches.stream().map(date -> SimulatedAverage.of(attribute, date, numbers)).toList();
  }

  /// All correlations, newest first, the strongest of a date first.
  List<SimulatedCorrelation> correlations(SimulatedAttribute attribute) {
    return correlations.computeIfAbsent(
        attribute.name(),
        _ -> batches.stream().flatMap(date -> correlations(attribute, date).stream()).toList());
  }

  List<SimulatedCorrelation> latestCorrelations(SimulatedAttribute attribute) {
    return batches.isEmpty() ? List.of() : correlations(attribute, batches.getFirst());
  }

  /// The correlations of one batch, the strongest first.
  private List<SimulatedCorrelation> correlations(SimulatedAttribute attribute, LocalDate date) {
    if (attribute.phrase() == null) {
      return List.of();
    }
    return records.tracked().stream()
        .map(TrackedAttribute::attribute)
        .filter(other -> other.phrase() != null && !other.equals(attribute))
        .map(
            other ->
                SimulatedCorrelation.of(attribute, series(attribute), other, series(other), date))
        .filter(SimulatedCorrelation::isReported)
        .sorted(SimulatedCorrelation.STRONGEST_FIRST)
        .toList();
  }

  /// The insights created so far, newest first.
  synchronized List<SimulatedInsight> insights() {
    if (insights == null) {
      insights = InsightPattern.findAll(records, this);
    }
    return insights.stream().filter(insight -> !insight.created().isAfter(records.now())).toList();
  }
}
