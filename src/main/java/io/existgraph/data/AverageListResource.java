package io.existgraph.data;

import io.existgraph.model.AttributeName;
import io.existgraph.model.WeeklyAverage;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/// The weekly averages of one attribute through time.
public record AverageListResource(
    AttributeName attribute, @Nullable LocalDate from, @Nullable LocalDate to)
    implements ListResource<WeeklyAverage>, ListResource.OfAttribute {
  @Override
  public FreshnessClass kind() {
    return FreshnessClass.AVERAGES;
  }

  @Override
  public Comparator<WeeklyAverage> order() {
    return Comparator.comparing(WeeklyAverage::date).reversed();
  }

  @Override
  public String identity(WeeklyAverage row) {
    return moment(row);
  }

  @Override
  public Object identityKey(WeeklyAverage row) {
    return row.date();
  }

  @Override
  public String moment(WeeklyAverage row) {
    return row.date().toString();
  }

  @Override
  public LocalDate date(WeeklyAverage row, @Nullable ZoneId zone) {
    return row.date();
  }

  @Override
  public boolean isOf(ListResource<WeeklyAverage> other) {
    return other instanceof AverageListResource(var theirs, _, _) && theirs.equals(attribute);
  }

  @Override
  public @Nullable ListResource<WeeklyAverage> undated() {
    return from == null && to == null ? null : new AverageListResource(attribute, null, null);
  }
}
