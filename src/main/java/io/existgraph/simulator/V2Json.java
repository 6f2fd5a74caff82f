package io.existgraph.simulator;

import static io.existgraph.simulator.ApiReply.object;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The JSON shapes of API v2.
final class V2Json {
  private V2Json() {}

  static Map<String, @Nullable Object> profile(UserRecords records) {
    Map<String, @Nullable Object> profile = V1Json.profile(records);
    List.of("id", "bio", "url", "private", "imperial_units").forEach(profile::remove);
    for (String dimension : List.of("distance", "weight", "energy", "liquid", "temperature")) {
      profile.put("imperial_" + dimension, records.user().imperial());
    }
    profile.put("trial", false);
    profile.put("delinquent", false);
    return profile;
  }

  static Map<String, @Nullable Object> template(SimulatedAttribute attribute) {
    return object(
        "name", attribute.name(),
        "label", attribute.label(),
        "group", V1Json.group(attribute.group()),
        "priority", attribute.priority(),
        "value_type", attribute.type().code,
        "value_type_description", attribute.type().description);
  }

  static Map<String, @Nullable Object> attribute(TrackedAttribute tracked) {
    SimulatedAttribute attribute = tracked.attribute();
    SimulatedService owner = tracked.owner();
    return object(
        "group", V1Json.group(attribute.group()),
        "template", templateOf(attribute),
        "name", attribute.name(),
        "label", attribute.label(),
        "priority", attribute.priority(),
        "manual", isManual(tracked),
        "active", tracked.isActive(),
        "value_type", attribute.type().code,
        "value_type_description", attribute.type().description,
        "service", owner == null ? null : service(owner));
  }

  /// The name of the template of an attribute; null for custom ones.
  static @Nullable String templateOf(SimulatedAttribute attribute) {
    return AttributeCatalog.template(attribute.name()) == null ? null : attribute.name();
  }

  /// Whether the values are entered by the user.
  static boolean isManual(TrackedAttribute tracked) {
    return tracked.owner() == SimulatedService.DEMO || tracked.owner() == SimulatedService.EXIST;
  }

  static Map<String, @Nullable Object> withServices(TrackedAttribute tracked) {
    Map<String, @Nullable Object> attribute = attribute(tracked);
    SimulatedService owner = tracked.owner();
    SimulatedService provider = tracked.attribute().service();
    attribute.put(
        "available_services",
        owner == null || owner == provider
            ? List.of(service(provider))
            : List.of(service(provider), service(owner)));
    return attribute;
  }

  private static Object service(SimulatedService service) {
    return object("name", service.slug(), "label", service.label);
  }

  static Object average(SimulatedAverage average) {
    Map<String, @Nullable Object> row = V1Json.average(average);
    row.put("user_attribute", row.remove("attribute"));
    return row;
  }

  static Object correlation(SimulatedCorrelation correlation) {
    double value = correlation.value();
    boolean isStrong = correlation.isStrong();
    return object(
        "date", correlation.date().toString(),
        "period", SimulatedCorrelation.DAYS,
        "offset", 0,
        "attribute", correlation.attribute().name(),
        "attribute2", correlation.other().name(),
        "value", value,
        "p", correlation.p(),
        "percentage", SampleStatistics.round(Math.abs(value) * 100, 2),
        "stars", correlation.stars(),
        "second_person", correlation.secondPerson(),
        "second_person_elements", List.of(correlation.secondPerson().split("(?<=\\)) ")),
        "attribute_category", correlation.attribute().group().label,
        "strength_description", isStrong ? "strong relationship" : "weak relationship",
        "stars_description", correlation.isConfident() ? "certain" : "likely",
        "description", correlation.secondPerson(),
        "occurrence", "on the same day",
        "rating",
            object(
                "positive",
                value > 0,
                "rating_type",
                value > 0 ? "positive" : "negative",
                "rating",
                correlation.stars()));
  }

  static Object insight(SimulatedInsight insight, UserRecords records) {
    Map<String, @Nullable Object> row = V1Json.insight(insight);
    List.of("value", "value2", "comment").forEach(row::remove);
    row.put("created", V1Json.localTime(records, insight.created()));
    row.put("text", insight.html().replaceAll("<[^>]+>", " ").replace("&ndash;", "-").strip());
    row.put(
        "type",
        object(
            "name", insight.type(),
            "period", insight.period(),
            "priority", insight.priority(),
            "attribute", template(insight.attribute())));
    return row;
  }
}
