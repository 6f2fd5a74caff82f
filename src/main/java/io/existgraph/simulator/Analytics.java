package io.existgraph.simulator;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.temporal.TemporalAdjusters;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What follows from a diary on one day: averages, correlations, insights. Each is worked out when
/// it is first asked for, and kept.
final class Analytics {
  /// Nothing is said about the first weeks.
  private static final int SILENT_WEEKS = 4;

  private final UserRecords diary;
  private final LocalDate today;
  private final Map<String, ValueSeries> series = new ConcurrentHashMap<>();
  private final Map<String, List<SimulatedCorrelation>> correlations = new ConcurrentHashMap<>();
  private @Nullable List<SimulatedInsight> insights;

  Analytics(UserRecords diary, LocalDate today) {
    this.diary = diary;
    this.today = today;
  }

  LocalDate today() {
    return today;
  }

  ValueSeries series(SimulatedAttribute attribute) {
    return series.computeIfAbsent(attribute.name(), _ -> ValueSeries.of(diary, attribute, today));
  }

  /// The Sundays on which averages and correlations were made, newest first.
  List<LocalDate> batches() {
    LocalDate last = today.with(TemporalAdjusters.previousOrSame(DayOfWeek.SUNDAY));
    return Stream.iterate(last, it -> it.minusWeeks(1))
        .takeWhile(it -> !it.isBefore(diary.first().plusWeeks(SILENT_WEEKS)))
        .toList();
  }

  @Nullable SimulatedAverage latestAverage(SimulatedAttribute attribute) {
    return attribute.isNumeric() && !batches().isEmpty()
        ? SimulatedAverage.of(attribute, batches().getFirst(), series(attribute))
        : null;
  }

  /// Newest first.
  List<SimulatedAverage> averages(SimulatedAttribute attribute) {
    if (!attribute.isNumeric()) {
      return List.of();
    }
    ValueSeries numbers = series(attribute);
    return batches().stream().map(it -> SimulatedAverage.of(attribute, it, numbers)).toList();
  }

  /// Newest first, then the strongest.
  List<SimulatedCorrelation> correlations(SimulatedAttribute attribute) {
    return correlations.computeIfAbsent(
        attribute.name(),
        _ -> batches().stream().flatMap(it -> correlations(attribute, it).stream()).toList());
  }

  List<SimulatedCorrelation> latestCorrelations(SimulatedAttribute attribute) {
    return batches().isEmpty() ? List.of() : correlations(attribute, batches().getFirst());
  }

  /// One batch, the strongest first.
  private List<SimulatedCorrelation> correlations(SimulatedAttribute attribute, LocalDate date) {
    if (attribute.phrase() == null) {
      return List.of();
    }
    return diary.tracked().stream()
        .map(TrackedAttribute::attribute)
        .filter(it -> it.phrase() != null && !it.equals(attribute))
        .map(it -> SimulatedCorrelation.of(attribute, series(attribute), it, series(it), date))
        .filter(SimulatedCorrelation::isWorthTelling)
        .sorted(SimulatedCorrelation.STRONGEST_FIRST)
        .toList();
  }

  /// Those made by now, newest first.
  synchronized List<SimulatedInsight> insights() {
    if (insights == null) {
      insights = InsightPattern.insights(diary, this);
    }
    return insights.stream().filter(it -> !it.created().isAfter(diary.now())).toList();
  }
}
