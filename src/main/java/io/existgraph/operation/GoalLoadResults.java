package io.existgraph.operation;

import io.existgraph.exist.LoadKey;
import io.existgraph.model.AttributeName;
import io.existgraph.model.AttributeValues;
import io.existgraph.model.Profile;
import io.existgraph.model.UnitSystem;
import io.existgraph.model.ValueType;
import io.existgraph.model.WeeklyAverage;
import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/// The goals of a user's today: the value of the goal attribute unless that is 0, else the average
/// of the weekday.
record GoalLoadResults(
    AttributeResults attributes,
    LoadKey.ValueLookup values,
    ListLoadResults lists,
    Profile profile,
    Instant now)
    implements LoadKey.GoalLookup {

  @Override
  public LoadKey.@Nullable GoalTarget goal(AttributeName name, ValueType type) {
    LocalDate today = profile.dateAt(now);
    Double goal =
        name.goal()
            .filter(attributes::has)
            .map(attribute -> number(attribute, today, attributes.type(attribute)))
            .filter(number -> number != 0) // v2 has 0 where nothing was recorded
            .orElse(null);
    Double target = goal == null ? average(name, today) : goal;
    Double value = number(name, today, type);
    return target == null
        ? null
        : new LoadKey.GoalTarget(today, target, progress(value, target), goal != null);
  }

  private @Nullable Double number(AttributeName name, LocalDate day, ValueType type) {
    Object value = AttributeValues.normalised(values.value(name, day), type);
    return AttributeValues.number(value, type, null, UnitSystem.METRIC);
  }

  private @Nullable Double average(AttributeName name, LocalDate day) {
    return lists.averages().stream()
        .filter(average -> average.attribute().equals(name))
        .findFirst()
        .map(WeeklyAverage::weekdays)
        .map(weekdays -> weekdays.get(day.getDayOfWeek()))
        .orElse(null);
  }

  private static @Nullable Double progress(@Nullable Double value, double target) {
    return value == null || !Double.isFinite(value / target) ? null : (Double) (value / target);
  }
}
