package io.existgraph.demo;

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
final class Findings {
  /// Nothing is said about the first weeks.
  private static final int SILENT_WEEKS = 4;

  private final Diary diary;
  private final LocalDate today;
  private final Map<String, Series> series = new ConcurrentHashMap<>();
  private final Map<String, List<Correlation>> correlations = new ConcurrentHashMap<>();
  private @Nullable List<Insight> insights;

  Findings(Diary diary, LocalDate today) {
    this.diary = diary;
    this.today = today;
  }

  LocalDate today() {
    return today;
  }

  Series series(Attribute attribute) {
    return series.computeIfAbsent(attribute.name(), _ -> Series.of(diary, attribute, today));
  }

  /// The Sundays on which averages and correlations were made, newest first.
  List<LocalDate> batches() {
    LocalDate last = today.with(TemporalAdjusters.previousOrSame(DayOfWeek.SUNDAY));
    return Stream.iterate(last, it -> it.minusWeeks(1))
        .takeWhile(it -> !it.isBefore(diary.first().plusWeeks(SILENT_WEEKS)))
        .toList();
  }

  @Nullable Average latestAverage(Attribute attribute) {
    return attribute.isNumeric() && !batches().isEmpty()
        ? Average.of(attribute, batches().getFirst(), series(attribute))
        : null;
  }

  /// Newest first.
  List<Average> averages(Attribute attribute) {
    if (!attribute.isNumeric()) {
      return List.of();
    }
    Series numbers = series(attribute);
    return batches().stream().map(it -> Average.of(attribute, it, numbers)).toList();
  }

  /// Newest first, then the strongest.
  List<Correlation> correlations(Attribute attribute) {
    return correlations.computeIfAbsent(
        attribute.name(),
        _ -> batches().stream().flatMap(it -> correlations(attribute, it).stream()).toList());
  }

  List<Correlation> latestCorrelations(Attribute attribute) {
    return batches().isEmpty() ? List.of() : correlations(attribute, batches().getFirst());
  }

  /// One batch, the strongest first.
  private List<Correlation> correlations(Attribute attribute, LocalDate date) {
    if (attribute.phrase() == null) {
      return List.of();
    }
    return diary.tracked().stream()
        .map(Tracked::attribute)
        .filter(it -> it.phrase() != null && !it.equals(attribute))
        .map(it -> Correlation.of(attribute, series(attribute), it, series(it), date))
        .filter(Correlation::isWorthTelling)
        .sorted(Correlation.STRONGEST_FIRST)
        .toList();
  }

  /// Those made by now, newest first.
  synchronized List<Insight> insights() {
    if (insights == null) {
      insights = Pattern.insights(diary, this);
    }
    return insights.stream().filter(it -> !it.created().isAfter(diary.now())).toList();
  }
}
