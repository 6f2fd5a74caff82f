package io.existgraph.upstream;

import io.existgraph.model.Attribute;
import io.existgraph.model.AttributeName;
import io.existgraph.model.Average;
import io.existgraph.model.Correlation;
import io.existgraph.model.Insight;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A list that Exist keeps newest first and gives out in pages. `from` and `to` are local dates,
/// both inclusive.
public sealed interface Listing<R> {
  @Nullable LocalDate from();

  @Nullable LocalDate to();

  Kind kind();

  /// Display order; rows that compare equal stay as Exist sent them.
  Comparator<R> order();

  /// What tells a row from all others of the list, beginning with its moment.
  String identity(R row);

  /// The moment of a row, as its identity begins: newer ones sort later.
  String moment(R row);

  /// A list that may be one of a single attribute's.
  interface OfAttribute {
    @Nullable AttributeName attribute();
  }

  private static String joined(@Nullable Object... parts) {
    return Stream.of(parts).map(it -> Objects.toString(it, "")).collect(Collectors.joining("|"));
  }

  /// Insights of the caller, or of one attribute alone.
  record Insights(
      @Nullable AttributeName attribute, @Nullable LocalDate from, @Nullable LocalDate to)
      implements Listing<Insight>, OfAttribute {
    private static final Comparator<Insight> ORDER =
        Comparator.<Insight, Instant>comparing(it -> it.created().toInstant())
            .reversed()
            .thenComparing(it -> it.type().name())
            .thenComparing(Insights::attributeOf)
            .thenComparing(Insight::targetDate, Comparator.nullsLast(Comparator.reverseOrder()));

    @Override
    public Kind kind() {
      return Kind.INSIGHTS;
    }

    @Override
    public Comparator<Insight> order() {
      return ORDER;
    }

    @Override
    public String identity(Insight row) {
      return joined(moment(row), row.type().name(), attributeOf(row), row.targetDate());
    }

    @Override
    public String moment(Insight row) {
      return row.created().toInstant().toString();
    }

    /// Whether an insight about that belongs in the list.
    boolean isAbout(@Nullable Attribute other) {
      return attribute == null || (other != null && other.name().equals(attribute));
    }

    private static String attributeOf(Insight row) {
      Attribute attribute = row.type().attribute();
      return attribute == null ? "" : attribute.name().value();
    }
  }

  /// The weekly averages of one attribute through time.
  record Averages(AttributeName attribute, @Nullable LocalDate from, @Nullable LocalDate to)
      implements Listing<Average>, OfAttribute {
    @Override
    public Kind kind() {
      return Kind.AVERAGES;
    }

    @Override
    public Comparator<Average> order() {
      return Comparator.comparing(Average::date).reversed();
    }

    @Override
    public String identity(Average row) {
      return moment(row);
    }

    @Override
    public String moment(Average row) {
      return row.date().toString();
    }
  }

  /// The correlations of one attribute: those of the latest batch, or all through time.
  record Correlations(
      AttributeName attribute, boolean latest, @Nullable LocalDate from, @Nullable LocalDate to)
      implements Listing<Correlation>, OfAttribute {
    @Override
    public Kind kind() {
      return Kind.CORRELATIONS;
    }

    @Override
    public Comparator<Correlation> order() {
      return Comparator.comparing(Correlation::date).reversed();
    }

    @Override
    public String identity(Correlation row) {
      return joined(moment(row), row.attribute2(), row.period());
    }

    @Override
    public String moment(Correlation row) {
      return row.date().toString();
    }
  }
}
