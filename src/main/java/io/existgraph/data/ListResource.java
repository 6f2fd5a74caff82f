package io.existgraph.data;

import io.existgraph.model.Attribute;
import io.existgraph.model.AttributeName;
import io.existgraph.model.Correlation;
import io.existgraph.model.Insight;
import io.existgraph.model.WeeklyAverage;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A list that Exist keeps newest first and gives out in pages. `from` and `to` are local dates,
/// both inclusive.
public sealed interface ListResource<R> {
  @Nullable LocalDate from();

  @Nullable LocalDate to();

  FreshnessClass kind();

  /// Display order; rows that compare equal stay as Exist sent them.
  Comparator<R> order();

  /// The identity of a row within the list as a text, beginning with its moment.
  String identity(R row);

  /// A value that equals those of rows with the same identity, without the cost of the text.
  Object identityKey(R row);

  /// The moment of a row, as its identity begins: newer ones sort later.
  String moment(R row);

  /// The date of a row, local to the user; without a zone, at the offset that the row came with.
  LocalDate date(R row, @Nullable ZoneId zone);

  /// A row as this list has it, out of a list that may hold others; null when it is not of it.
  default @Nullable R own(R row) {
    return row;
  }

  /// The list over all attributes that holds these rows among others, if Exist keeps one.
  default @Nullable ListResource<R> overAll() {
    return null;
  }

  /// Whether it holds the rows of another list, and besides only such as that leaves out by their
  /// date or priority.
  default boolean isOf(ListResource<R> other) {
    return false;
  }

  /// Whether the row is of the priority that is asked for.
  default boolean hasPriorityOf(R row) {
    return true;
  }

  /// Whether rows of one attribute are looked for in it only once it is known to its end.
  default boolean isReadWhole() {
    return false;
  }

  /// Whether it is a batch that usually fits a page.
  default boolean isLatestBatch() {
    return false;
  }

  /// How strong a row is; all are alike in lists that know no strength.
  default double strength(R row) {
    return 0;
  }

  /// A list that may be one of a single attribute's.
  interface OfAttribute {
    @Nullable AttributeName attribute();
  }

  private static String joined(@Nullable Object... parts) {
    return Stream.of(parts)
        .map(part -> Objects.toString(part, ""))
        .collect(Collectors.joining("|"));
  }

  /// Insights of the caller, or of one attribute alone; only those of a priority where that is
  /// asked for.
  record Insights(
      @Nullable AttributeName attribute,
      @Nullable LocalDate from,
      @Nullable LocalDate to,
      @Nullable Integer priority)
      implements ListResource<Insight>, OfAttribute {
    /// Of every priority.
    public static Insights of(
        @Nullable AttributeName attribute, @Nullable LocalDate from, @Nullable LocalDate to) {
      return new Insights(attribute, from, to, null);
    }

    /// The same list with insights of every priority.
    public Insights ofEveryPriority() {
      return priority == null ? this : of(attribute, from, to);
    }

    private static final Comparator<Insight> ORDER =
        Comparator.<Insight, Instant>comparing(row -> row.created().toInstant())
            .reversed()
            .thenComparing(row -> row.type().name())
            .thenComparing(Insights::attributeOf)
            .thenComparing(Insight::targetDate, Comparator.nullsLast(Comparator.reverseOrder()));

    @Override
    public FreshnessClass kind() {
      return FreshnessClass.INSIGHTS;
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
    public Object identityKey(Insight row) {
      return new InsightKey(
          row.created().toInstant(), row.type().name(), attributeOf(row), row.targetDate());
    }

    @Override
    public String moment(Insight row) {
      return row.created().toInstant().toString();
    }

    @Override
    public LocalDate date(Insight row, @Nullable ZoneId zone) {
      ZoneId local = zone == null ? row.created().getOffset() : zone;
      return row.created().atZoneSameInstant(local).toLocalDate();
    }

    @Override
    public @Nullable Insight own(Insight row) {
      Attribute about = row.type().attribute();
      return attribute == null || (about != null && about.name().equals(attribute)) ? row : null;
    }

    @Override
    public boolean hasPriorityOf(Insight row) {
      return priority == null || row.type().hasPriority(priority);
    }

    @Override
    public boolean isOf(ListResource<Insight> other) {
      return other instanceof Insights(var theirs, _, _, _) && Objects.equals(theirs, attribute);
    }

    @Override
    public @Nullable ListResource<Insight> overAll() {
      return attribute == null && priority == null ? null : of(null, from, to);
    }

    private record InsightKey(
        Instant created, String type, String attribute, @Nullable LocalDate targetDate) {}

    private static String attributeOf(Insight row) {
      Attribute attribute = row.type().attribute();
      return attribute == null ? "" : attribute.name().value();
    }
  }

  /// The weekly averages of one attribute through time.
  record Averages(AttributeName attribute, @Nullable LocalDate from, @Nullable LocalDate to)
      implements ListResource<WeeklyAverage>, OfAttribute {
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
  }

  /// What distinguishes correlations of all lists; within one attribute's, the first is the same.
  record CorrelationKey(
      LocalDate date,
      AttributeName attribute,
      @Nullable AttributeName attribute2,
      @Nullable Integer period,
      @Nullable Object variant) {}

  /// Correlations, newest batch first.
  sealed interface OfCorrelations extends ListResource<Correlation> {
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
      return new CorrelationKey(
          row.date(), row.attribute(), row.attribute2(), row.period(), row.variant());
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
  }

  /// The correlations of one attribute: those of the latest batch, or all through time.
  record Correlations(
      AttributeName attribute, boolean latest, @Nullable LocalDate from, @Nullable LocalDate to)
      implements OfCorrelations, OfAttribute {
    @Override
    public String identity(Correlation row) {
      return joined(moment(row), row.attribute2(), row.period(), row.variant());
    }

    @Override
    public @Nullable Correlation own(Correlation row) {
      return row.attribute().equals(attribute)
          ? row
          : attribute.equals(row.attribute2()) ? row.reversed(attribute) : null;
    }

    @Override
    public @Nullable ListResource<Correlation> overAll() {
      return latest ? new Batch(null, null) : null;
    }

    @Override
    public boolean isLatestBatch() {
      return latest;
    }

    @Override
    public boolean isOf(ListResource<Correlation> other) {
      return other instanceof Correlations(var theirs, _, _, _) && theirs.equals(attribute);
    }
  }

  /// The latest batch of correlations over all attributes; only strong or confident ones where that
  /// is asked for.
  record Batch(@Nullable Boolean strong, @Nullable Boolean confident) implements OfCorrelations {
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
      return joined(moment(row), row.attribute(), row.attribute2(), row.period(), row.variant());
    }

    @Override
    public boolean isReadWhole() {
      return true;
    }
  }
}
