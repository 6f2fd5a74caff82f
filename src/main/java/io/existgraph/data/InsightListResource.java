package io.existgraph.data;

import io.existgraph.model.Attribute;
import io.existgraph.model.AttributeName;
import io.existgraph.model.Insight;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Insights of the caller, or of one attribute alone; optionally only those of one priority.
public record InsightListResource(
    @Nullable AttributeName attribute,
    @Nullable LocalDate from,
    @Nullable LocalDate to,
    @Nullable Integer priority)
    implements ListResource<Insight>, ListResource.OfAttribute {
  /// Of every priority.
  public static InsightListResource of(
      @Nullable AttributeName attribute, @Nullable LocalDate from, @Nullable LocalDate to) {
    return new InsightListResource(attribute, from, to, null);
  }

  /// The same list with insights of every priority.
  public InsightListResource ofEveryPriority() {
    return priority == null ? this : of(attribute, from, to);
  }

  /// The first date to request. Insights are dated by their moment of creation, in the user's time
  /// zone; whether Exist filters them by that date or by the one in UTC is not documented. So a day
  /// more is requested on either side, and rows beyond the dates are left out here.
  public @Nullable LocalDate requestedFrom() {
    return from == null ? null : from.minusDays(1);
  }

  /// The last date to request, as [#requestedFrom].
  public @Nullable LocalDate requestedTo() {
    return to == null ? null : to.plusDays(1);
  }

  private static final Comparator<Insight> ORDER =
      Comparator.comparing(Insight::created, OffsetDateTime.timeLineOrder())
          .reversed()
          .thenComparing(row -> row.type().name())
          .thenComparing(InsightListResource::attributeOf)
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
  public boolean ordersTies() {
    return true;
  }

  @Override
  public String identity(Insight row) {
    return ListResource.joined(moment(row), row.type().name(), attributeOf(row), row.targetDate());
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
    return other instanceof InsightListResource(var theirs, _, _, _)
        && Objects.equals(theirs, attribute);
  }

  @Override
  public @Nullable ListResource<Insight> overAll() {
    return attribute == null && priority == null ? null : of(null, from, to);
  }

  @Override
  public @Nullable ListResource<Insight> undated() {
    return from == null && to == null
        ? null
        : new InsightListResource(attribute, null, null, priority);
  }

  private record InsightKey(
      Instant created, String type, String attribute, @Nullable LocalDate targetDate) {}

  private static String attributeOf(Insight row) {
    Attribute attribute = row.type().attribute();
    return attribute == null ? "" : attribute.name().value();
  }
}
