package io.existgraph.data;

import io.existgraph.model.AttributeName;
import io.existgraph.model.Correlation;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/// The correlations of one attribute: those of the latest batch, or all through time.
public record CorrelationListResource(
    AttributeName attribute, boolean latest, @Nullable LocalDate from, @Nullable LocalDate to)
    implements CorrelationResource, ListResource.OfAttribute {
  @Override
  public String identity(Correlation row) {
    return ListResource.joined(moment(row), row.attribute2(), row.period(), row.variant());
  }

  @Override
  public @Nullable Correlation own(Correlation row) {
    return row.attribute().equals(attribute)
        ? row
        : attribute.equals(row.attribute2()) ? row.reversed(attribute) : null;
  }

  @Override
  public @Nullable ListResource<Correlation> overAll() {
    return latest ? new CorrelationBatchResource(null, null) : null;
  }

  @Override
  public boolean isLatestBatch() {
    return latest;
  }

  @Override
  public boolean isOf(ListResource<Correlation> other) {
    return other instanceof CorrelationListResource(var theirs, _, _, _)
        && theirs.equals(attribute);
  }
}
