package io.existgraph.data;

import io.existgraph.model.Correlation;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/// The latest batch of correlations over all attributes; optionally only strong or confident ones.
public record CorrelationBatchResource(@Nullable Boolean strong, @Nullable Boolean confident)
    implements CorrelationResource {
  @Override
  public @Nullable LocalDate from() {
    return null;
  }

  @Override
  public @Nullable LocalDate to() {
    return null;
  }

  @Override
  public String identity(Correlation row) {
    return ListResource.joined(
        moment(row), row.attribute(), row.attribute2(), row.period(), row.variant());
  }

  @Override
  public boolean isReadWhole() {
    return true;
  }
}
