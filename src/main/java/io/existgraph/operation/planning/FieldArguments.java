package io.existgraph.operation.planning;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.existgraph.data.DateRange;
import io.existgraph.exist.Failure;
import java.time.LocalDate;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The arguments of one field, validated. Look-ahead and resolution both read them here, so that
/// they mean the same. An invalid one is a [Failure.BadRequest].
public record FieldArguments(Map<String, ? extends @Nullable Object> values) {
  private static final int DEFAULT_DAYS = 7;
  private static final int MAX_NAMES = 1000;
  private static final int MAX_IDS = 2000;
  private static final int MAX_KEY_LENGTH = 200;
  private static final String TOO_MANY_DAYS = "At most 3660 days can be requested.";
  private static final int DEFAULT_AVERAGED_DAYS = 7;

  /// Fields of a span of days.
  private static final Set<String> SPANS = Set.of("values", "summary", "buckets", "streak", "days");

  /// Whether the field is one of a span of days.
  public static boolean isSpan(String field) {
    return SPANS.contains(field);
  }

  /// Fails unless all are good for that field.
  public void check(String field, LocalDate today, LocalDate latestAnywhere) {
    if (values.get("ids") instanceof Collection<?> ids && ids.size() > MAX_IDS) {
      throw new Failure.TooCostly("At most " + MAX_IDS + " ids can be given.").asException();
    }
    checkOrder(date("from"), date("to"));
    new ListArguments(this).check();
    if (SPANS.contains(field)) {
      checkRange(span(), today, latestAnywhere);
    }
    averagedDays();
    checkIdempotencyKey(text("idempotencyKey"));
    if (!field.equals("releaseAttributes")) { // what is written is limited by itself
      checkLength("names");
      checkLength("groups");
    }
  }

  private static void checkIdempotencyKey(@Nullable String key) {
    check(
        key == null || (!key.isBlank() && key.length() <= MAX_KEY_LENGTH),
        "idempotencyKey must have 1 to 200 characters.");
  }

  private void checkLength(String name) {
    check(
        !(values.get(name) instanceof Collection<?> list) || list.size() <= MAX_NAMES,
        "At most 1000 names can be given.");
  }

  private static void checkRange(DateRange span, LocalDate today, LocalDate latestAnywhere) {
    LocalDate from = span.from();
    if (from != null && span.endsToday()) {
      checkOrder(from, latestAnywhere);
      checkDays(from, today);
    }
  }

  /// `last` days up to `to`, or `from`..`to`.
  public DateRange span() {
    Integer last = (Integer) values.get("last");
    LocalDate from = date("from");
    LocalDate to = date("to");
    check(last == null || from == null, "Give either last or from, not both.");
    check(last == null || last >= 1, "last must be at least 1.");
    check(last == null || last <= DateRange.MAX_DAYS, TOO_MANY_DAYS);
    checkOrder(from, to);
    checkDays(from, to);
    check(
        to == null || last == null || to.minusDays(last - 1L).getYear() >= 0,
        "There are no days before the year 0.");
    return new DateRange(
        from == null && last == null ? Integer.valueOf(DEFAULT_DAYS) : last, from, to);
  }

  /// How many days a moving average is the mean of, at most.
  @CanIgnoreReturnValue
  public int averagedDays() {
    Integer days = (Integer) values.get("days");
    check(days == null || days >= 1, "days must be at least 1.");
    check(days == null || days <= DateRange.MAX_DAYS, TOO_MANY_DAYS);
    return days == null ? DEFAULT_AVERAGED_DAYS : days;
  }

  /// Whether days are requested in ascending order.
  public boolean isAscending() {
    return values.get("order") != null && values.get("order").toString().equals("ASC");
  }

  public boolean isTrue(String name) {
    return Boolean.TRUE.equals(values.get(name));
  }

  /// Days of a span that was given by dates, once today is known.
  public static DateRange.ResolvedDateRange days(DateRange span, LocalDate today) {
    checkOrder(span.from(), span.to() == null ? today : span.to());
    return span.days(today);
  }

  private static void checkDays(@Nullable LocalDate from, @Nullable LocalDate to) {
    check(
        from == null || to == null || to.toEpochDay() - from.toEpochDay() < DateRange.MAX_DAYS,
        TOO_MANY_DAYS);
  }

  private static void checkOrder(@Nullable LocalDate from, @Nullable LocalDate to) {
    check(from == null || to == null || !from.isAfter(to), "from is after to.");
  }

  /// The arguments of a page of a list.
  public ListArguments list() {
    return new ListArguments(this);
  }

  @Nullable Object value(String name) {
    return values.get(name);
  }

  public @Nullable LocalDate date(String name) {
    return (LocalDate) values.get(name);
  }

  public @Nullable String text(String name) {
    return (String) values.get(name);
  }

  /// A list of names; null where there is no restriction.
  public @Nullable Set<String> names(String name) {
    Collection<?> list = (Collection<?>) values.get(name);
    if (list == null) {
      return null;
    }
    Set<String> names = new HashSet<>();
    list.forEach(item -> names.add(String.valueOf(item)));
    return names;
  }

  /// The items of a list, or the one thing that is no list.
  public Collection<?> items(String name) {
    Object value = values.get(name);
    if (value == null) {
      return List.of();
    }
    return value instanceof Collection<?> items ? items : List.of(value);
  }

  /// Whether a list that restricts is empty, so that nothing is meant and nothing need be read.
  public boolean matchNothing() {
    return Stream.of("names", "groups")
        .anyMatch(name -> values.get(name) instanceof Collection<?> list && list.isEmpty());
  }

  /// Fails as a bad request unless that holds.
  public static void check(boolean holds, String message) {
    if (!holds) {
      throw new Failure.BadRequest(message).asException();
    }
  }
}
