package io.existgraph.data;

import io.existgraph.model.AttributeName;
import io.existgraph.model.Correlation;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/// Correlations, newest batch first.
public sealed interface CorrelationResource extends ListResource<Correlation>
    permits CorrelationListResource, CorrelationBatchResource {
  @Override
  default FreshnessClass kind() {
    return FreshnessClass.CORRELATIONS;
  }

  @Override
  default Comparator<Correlation> order() {
    return Comparator.comparing(Correlation::date).reversed();
  }

  @Override
  default Object identityKey(Correlation row) {
    return new CorrelationRowKey(
        row.date(), row.attribute(), row.attribute2(), row.period(), row.variant());
  }

  /// Exist withholds the second attribute of some.
  @Override
  default boolean isDistinct(Correlation row) {
    return row.attribute2() != null;
  }

  @Override
  default String moment(Correlation row) {
    return row.date().toString();
  }

  @Override
  default LocalDate date(Correlation row, @Nullable ZoneId zone) {
    return row.date();
  }

  @Override
  default double strength(Correlation row) {
    return Math.abs(row.value());
  }

  /// What distinguishes correlations of all lists; within one attribute's, the first is the same.
  record CorrelationRowKey(
      LocalDate date,
      AttributeName attribute,
      @Nullable AttributeName attribute2,
      @Nullable Integer period,
      @Nullable Object variant) {}
}
