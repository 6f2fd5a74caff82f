package io.existgraph.exist.json;

import io.existgraph.exist.Failure;
import io.existgraph.model.Dimension;
import io.existgraph.model.Profile;
import io.existgraph.model.UnitPreferences;
import io.existgraph.model.UnitSystem;
import java.time.OffsetDateTime;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// Who a user is: with one flag for all imperial units, as v1 tells it, or one for each dimension.
public final class ProfileDecoder {
  private ProfileDecoder() {}

  public static Profile profile(JsonNode node) {
    if (JsonFields.text(node, "username") == null) { // whoever it is, they have a name
      throw new Failure.BadResponse().asException();
    }
    OffsetDateTime shown = JsonFields.dateTime(node, "local_time");
    return new Profile(
        JsonFields.integer(node, "id"),
        JsonFields.text(node, "username"),
        JsonFields.text(node, "first_name"),
        JsonFields.text(node, "last_name"),
        JsonFields.text(node, "bio"),
        JsonFields.text(node, "url"),
        JsonFields.text(node, "avatar"),
        JsonFields.text(node, "timezone"),
        shown == null ? null : shown.getOffset(),
        JsonFields.bool(node, "private"),
        units(node));
  }

  /// Null when no flag is told, as for a private user.
  private static @Nullable UnitPreferences units(JsonNode node) {
    Boolean ofAll = JsonFields.bool(node, "imperial_units");
    Map<Dimension, UnitSystem> systems = new EnumMap<>(Dimension.class);
    for (Dimension dimension : Dimension.values()) {
      Boolean own = JsonFields.bool(node, "imperial_" + dimension.name().toLowerCase(Locale.ROOT));
      Boolean isImperial = own == null ? ofAll : own;
      if (isImperial != null) {
        systems.put(dimension, isImperial ? UnitSystem.IMPERIAL : UnitSystem.METRIC);
      }
    }
    return systems.isEmpty() ? null : new UnitPreferences(systems);
  }
}
