package io.existgraph.exist.v1;

import io.existgraph.data.RecentValues;
import io.existgraph.exist.json.AttributeDecoder;
import io.existgraph.exist.json.JsonFields;
import io.existgraph.exist.json.ProfileDecoder;
import io.existgraph.exist.tree.JsonValue;
import io.existgraph.model.Attribute;
import io.existgraph.model.AttributeGroup;
import io.existgraph.model.AttributeName;
import io.existgraph.model.Catalog;
import io.existgraph.model.Profile;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The decoder of `users/:username/today/`: the profile, and all attributes by group with today's
/// values. A private user's has no attributes.
record OverviewDecoder(
    Profile profile, @Nullable Catalog catalog, RecentValues.TodayValues today, int skippedRows) {
  private static final Duration MAX_CLOCK_SKEW = Duration.ofMinutes(5);

  /// `sentAt` is the wall time at which it was requested.
  static OverviewDecoder read(JsonValue node, Instant sentAt) {
    OffsetDateTime shown = JsonFields.dateTime(node, "local_time");
    List<Attribute> attributes = new ArrayList<>();
    Map<AttributeName, Object> values = new HashMap<>();
    int items = 0;
    JsonValue groups = node.path("attributes");
    for (JsonValue group : groups.isArray() ? groups.elements() : List.<JsonValue>of()) {
      readGroup(group, attributes, values);
      items += group.path("items").elements().size() + unreadable(group);
    }
    return new OverviewDecoder(
        ProfileDecoder.profile(node),
        groups.isArray() ? new Catalog(attributes) : null,
        new RecentValues.TodayValues(values, shownDate(shown, sentAt)),
        items - attributes.size());
  }

  private static void readGroup(
      JsonValue node, List<Attribute> attributes, Map<AttributeName, Object> values) {
    for (JsonValue item : node.path("items").elements()) {
      Attribute attribute = AttributeDecoder.attribute(item, group(node));
      if (attribute != null) {
        attributes.add(attribute);
        Object value = JsonFields.scalar(item.path("value"));
        if (value != null) {
          values.put(attribute.name(), value);
        }
      }
    }
  }

  /// How many values are not of their attribute's type.
  private static int unreadable(JsonValue group) {
    int unreadable = 0;
    for (JsonValue item : group.path("items").elements()) {
      unreadable += AttributeDecoder.isUnreadable(item) ? 1 : 0;
    }
    return unreadable;
  }

  private static @Nullable AttributeGroup group(JsonValue node) {
    String name = JsonFields.text(node, "group");
    return name == null
        ? AttributeDecoder.group(node.path("group"))
        : AttributeDecoder.group(name, node);
  }

  /// Exist's own date, so that a response made just before the user's midnight belongs to its day.
  /// Null where the clocks differ.
  private static @Nullable LocalDate shownDate(@Nullable OffsetDateTime shown, Instant sentAt) {
    return shown != null && Duration.between(sentAt, shown).abs().compareTo(MAX_CLOCK_SKEW) < 0
        ? shown.toLocalDate()
        : null;
  }
}
