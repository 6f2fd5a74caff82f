package io.existgraph.model;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One weekly row of medians of an attribute, which Exist calls averages, in the attribute's own
/// metric unit. A weekday without one is absent from the map.
public record WeeklyAverage(
    AttributeName attribute,
    LocalDate date,
    @Nullable Double overall,
    Map<DayOfWeek, Double> weekdays) {}
