package io.existgraph.simulator;

import static io.existgraph.simulator.ApiReply.object;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The JSON shapes of API v1.
final class V1Json {
  private static final DateTimeFormatter LOCAL_TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSXXX", Locale.ROOT);

  private V1Json() {}

  static Map<String, @Nullable Object> profile(UserRecords records) {
    SimulatedUser user = records.user();
    return object(
        "id", user.id(),
        "username", user.username(),
        "first_name", user.firstName(),
        "last_name", user.lastName(),
        "bio", user.bio(),
        "url", "https://example.com/" + user.username() + "/",
        "avatar", avatar(user),
        "timezone", user.zone().getId(),
        "local_time", localTime(records, records.now()),
        "private", user.isPrivate(),
        "imperial_units", user.imperial());
  }

  static String localTime(UserRecords records, Instant instant) {
    return LOCAL_TIME.format(instant.atZone(records.user().zone()));
  }

  /// The profile of a private user as others see it.
  static Map<String, @Nullable Object> stub(SimulatedUser user) {
    return object(
        "id", user.id(),
        "username", user.username(),
        "first_name", user.firstName(),
        "avatar", avatar(user),
        "private", true);
  }

  private static String avatar(SimulatedUser user) {
    return "https://example.com/avatars/" + user.username() + ".png";
  }

  /// The attributes by group, with the values of today.
  static List<Object> groups(UserRecords records, Collection<TrackedAttribute> tracked) {
    return tracked.stream()
        .map(attribute -> attribute.attribute().group())
        .distinct()
        .<Object>map(
            group ->
                object(
                    "group",
                    group.slug(),
                    "label",
                    group.label,
                    "priority",
                    group.priority,
                    "items",
                    tracked.stream()
                        .filter(attribute -> attribute.attribute().group() == group)
                        .map(attribute -> tile(records, attribute))
                        .toList()))
        .toList();
  }

  private static Object tile(UserRecords records, TrackedAttribute tracked) {
    return tile(tracked, records.shown(tracked.attribute(), records.today()), label(tracked));
  }

  static Object owned(UserRecords records, TrackedAttribute tracked) {
    SimulatedService owner = tracked.owner();
    Object value = records.recorded(tracked.attribute(), records.today());
    return tile(tracked, value, owner == null ? null : owner.slug());
  }

  private static Object tile(
      TrackedAttribute tracked, @Nullable Object value, @Nullable String service) {
    SimulatedAttribute attribute = tracked.attribute();
    return object(
        "attribute",
        attribute.name(),
        "label",
        attribute.label(),
        "value",
        value,
        "service",
        service,
        "priority",
        attribute.priority(),
        "private",
        tracked.isPrivate(),
        "value_type",
        attribute.type().code,
        "value_type_description",
        attribute.type().description);
  }

  static Object attribute(TrackedAttribute tracked, List<Object> values) {
    SimulatedAttribute attribute = tracked.attribute();
    return object(
        "attribute", attribute.name(),
        "label", attribute.label(),
        "group", group(attribute.group()),
        "priority", attribute.priority(),
        "service", label(tracked),
        "value_type", attribute.type().code,
        "value_type_description", attribute.type().description,
        "private", tracked.isPrivate(),
        "values", values);
  }

  static Object group(SimulatedGroup group) {
    return object("name", group.slug(), "label", group.label, "priority", group.priority);
  }

  private static @Nullable String label(TrackedAttribute tracked) {
    SimulatedService owner = tracked.owner();
    return owner == null ? null : owner.label;
  }

  static Map<String, @Nullable Object> average(SimulatedAverage average) {
    Map<String, @Nullable Object> row =
        object(
            "attribute", average.attribute().name(),
            "date", average.date().toString(),
            "overall", number(average.overall()));
    for (DayOfWeek weekday : DayOfWeek.values()) {
      double median = average.weekdays().getOrDefault(weekday, Double.NaN);
      row.put(weekday.name().toLowerCase(Locale.ROOT), number(median));
    }
    return row;
  }

  private static @Nullable Double number(double number) {
    return Double.isNaN(number) ? null : number;
  }

  static Object correlation(SimulatedCorrelation correlation) {
    return object(
        "date", correlation.date().toString(),
        "period", SimulatedCorrelation.DAYS,
        "attribute", correlation.attribute().name(),
        "attribute2", correlation.other().name(),
        "value", correlation.value(),
        "p", correlation.p(),
        "first_person", correlation.firstPerson(),
        "second_person", correlation.secondPerson());
  }

  static Map<String, @Nullable Object> insight(SimulatedInsight insight) {
    SimulatedAttribute attribute = insight.attribute();
    SimulatedGroup group = attribute.group();
    return object(
        "created", insight.created().truncatedTo(ChronoUnit.SECONDS).toString(),
        "target_date", insight.targetDate() == null ? null : insight.targetDate().toString(),
        "html", insight.html(),
        "value", insight.value(),
        "value2", insight.value2(),
        "comment", null,
        "type",
            object(
                "name", insight.type(),
                "period", insight.period(),
                "priority", insight.priority(),
                "attribute",
                    object(
                        "name", attribute.name(),
                        "label", attribute.label(),
                        "group", object("name", group.slug(), "priority", group.priority),
                        "priority", attribute.priority())));
  }
}
