package io.existgraph.exist.json;

import io.existgraph.exist.Failure;
import io.existgraph.exist.tree.JsonValue;
import io.existgraph.model.Dimension;
import io.existgraph.model.Profile;
import io.existgraph.model.UnitPreferences;
import io.existgraph.model.UnitSystem;
import java.time.OffsetDateTime;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A decoder of user profiles, with one flag for all units as in v1, or one for each dimension as
/// in v2.
public final class ProfileDecoder {
  private ProfileDecoder() {}

  /// A profile; fails with [Failure.BadResponse] without a user name.
  public static Profile profile(JsonValue node) {
    if (JsonFields.text(node, "username") == null) {
      throw new Failure.BadResponse().asException();
    }
    OffsetDateTime localTime = JsonFields.dateTime(node, "local_time");
    return new Profile(
        JsonFields.integer(node, "id"),
        JsonFields.text(node, "username"),
        JsonFields.text(node, "first_name"),
        JsonFields.text(node, "last_name"),
        JsonFields.text(node, "bio"),
        JsonFields.link(node, "url"),
        JsonFields.link(node, "avatar"),
        JsonFields.text(node, "timezone"),
        localTime == null ? null : localTime.getOffset(),
        JsonFields.bool(node, "private"),
        units(node));
  }

  /// Null where there is no flag, as for a private user.
  private static @Nullable UnitPreferences units(JsonValue node) {
    Boolean forAll = JsonFields.bool(node, "imperial_units");
    Map<Dimension, UnitSystem> systems = new EnumMap<>(Dimension.class);
    for (Dimension dimension : Dimension.values()) {
      Boolean forDimension =
          JsonFields.bool(node, "imperial_" + dimension.name().toLowerCase(Locale.ROOT));
      Boolean isImperial = forDimension == null ? forAll : forDimension;
      if (isImperial != null) {
        systems.put(dimension, isImperial ? UnitSystem.IMPERIAL : UnitSystem.METRIC);
      }
    }
    return systems.isEmpty() ? null : new UnitPreferences(systems);
  }
}
