package io.existgraph.upstream.v1;

import io.existgraph.model.Attribute;
import io.existgraph.model.AttributeName;
import io.existgraph.model.Catalog;
import io.existgraph.model.Group;
import io.existgraph.model.Profile;
import io.existgraph.upstream.DatedValues;
import io.existgraph.upstream.Json;
import io.existgraph.upstream.json.AttributeJson;
import io.existgraph.upstream.json.ProfileJson;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// `users/:username/today/`: who the user is, and all attributes by group with today's values. Of a
/// private user it is a stub without attributes.
record OverviewJson(
    Profile profile, @Nullable Catalog catalog, DatedValues.Today today, int leftOut) {
  private static final Duration CLOCKS_AGREE = Duration.ofMinutes(5);

  static OverviewJson read(JsonNode node, Instant sentAt) {
    OffsetDateTime shown = Json.dateTime(node, "local_time");
    List<Attribute> attributes = new ArrayList<>();
    Map<AttributeName, Object> values = new HashMap<>();
    int items = 0;
    JsonNode groups = node.path("attributes");
    for (JsonNode group : groups.isArray() ? groups : List.<JsonNode>of()) {
      readGroup(group, attributes, values);
      items += group.path("items").size();
    }
    return new OverviewJson(
        ProfileJson.profile(node),
        groups.isArray() ? new Catalog(attributes) : null,
        new DatedValues.Today(values, shownDate(shown, sentAt)),
        items - attributes.size());
  }

  private static void readGroup(
      JsonNode node, List<Attribute> attributes, Map<AttributeName, Object> values) {
    for (JsonNode item : node.path("items")) {
      Attribute attribute = AttributeJson.attribute(item, group(node));
      if (attribute != null) {
        attributes.add(attribute);
        Object value = Json.scalar(item.path("value"));
        if (value != null) {
          values.put(attribute.name(), value);
        }
      }
    }
  }

  private static @Nullable Group group(JsonNode node) {
    String name = Json.text(node, "group");
    return name == null ? AttributeJson.group(node.path("group")) : AttributeJson.group(name, node);
  }

  /// Exist's own date, so that an answer made just before the user's midnight is filed under its
  /// day.
  private static @Nullable LocalDate shownDate(@Nullable OffsetDateTime shown, Instant sentAt) {
    return shown != null && Duration.between(sentAt, shown).abs().compareTo(CLOCKS_AGREE) < 0
        ? shown.toLocalDate()
        : null;
  }
}
