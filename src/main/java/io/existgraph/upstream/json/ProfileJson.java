package io.existgraph.upstream.json;

import io.existgraph.model.Dimension;
import io.existgraph.model.Profile;
import io.existgraph.model.UnitPreferences;
import io.existgraph.model.UnitSystem;
import io.existgraph.upstream.Failure;
import io.existgraph.upstream.Json;
import java.time.OffsetDateTime;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// Who a user is: with one flag for all imperial units, as v1 tells it, or one for each dimension.
public final class ProfileJson {
  private ProfileJson() {}

  public static Profile profile(JsonNode node) {
    if (Json.text(node, "username") == null) { // whoever it is, they have a name
      throw new Failure.BadResponse().asException();
    }
    OffsetDateTime shown = Json.dateTime(node, "local_time");
    return new Profile(
        Json.integer(node, "id"),
        Json.text(node, "username"),
        Json.text(node, "first_name"),
        Json.text(node, "last_name"),
        Json.text(node, "bio"),
        Json.text(node, "url"),
        Json.text(node, "avatar"),
        Json.text(node, "timezone"),
        shown == null ? null : shown.getOffset(),
        Json.bool(node, "private"),
        units(node));
  }

  /// Null when no flag is told, as for a private user.
  private static @Nullable UnitPreferences units(JsonNode node) {
    Boolean ofAll = Json.bool(node, "imperial_units");
    Map<Dimension, UnitSystem> systems = new EnumMap<>(Dimension.class);
    for (Dimension dimension : Dimension.values()) {
      Boolean own = Json.bool(node, "imperial_" + dimension.name().toLowerCase(Locale.ROOT));
      Boolean isImperial = own == null ? ofAll : own;
      if (isImperial != null) {
        systems.put(dimension, isImperial ? UnitSystem.IMPERIAL : UnitSystem.METRIC);
      }
    }
    return systems.isEmpty() ? null : new UnitPreferences(systems);
  }
}
