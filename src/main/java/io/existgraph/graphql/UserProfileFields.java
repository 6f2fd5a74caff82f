package io.existgraph.graphql;

import graphql.schema.DataFetchingEnvironment;
import io.existgraph.exist.LoadKey.ProfileKey;
import io.existgraph.model.Profile;
import io.existgraph.model.UnitPreferences;
import io.existgraph.operation.LiveValues;
import io.existgraph.operation.planning.KeyCollector;
import io.existgraph.operation.planning.SelectedField;
import java.time.Instant;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// The fields of a user that are read from the profile.
final class UserProfileFields {
  private UserProfileFields() {}

  static FieldTable<UserScope, UserNode> addTo(FieldTable<UserScope, UserNode> fields) {
    return fields
        .leaf("username", UserProfileFields::load, profile(Profile::username))
        .leaf("existId", UserProfileFields::load, profile(Profile::id))
        .leaf("firstName", UserProfileFields::load, profile(Profile::firstName))
        .leaf("lastName", UserProfileFields::load, profile(Profile::lastName))
        .leaf("bio", UserProfileFields::load, profile(Profile::bio))
        .leaf("url", UserProfileFields::load, profile(Profile::url))
        .leaf("avatar", UserProfileFields::load, profile(Profile::avatar))
        .leaf("timezone", UserProfileFields::load, profile(Profile::timezone))
        .leaf("isPrivate", UserProfileFields::load, profile(Profile::isPrivate))
        .leaf("imperialUnits", UserProfileFields::load, profile(UserProfileFields::isImperial))
        .field("units", UserProfileFields::load)
        .leaf("localTime", UserProfileFields::load, UserProfileFields::localTime)
        .leaf("today", UserProfileFields::load, atNow(UserProfileFields::today));
  }

  private static void load(UserScope scope, SelectedField field, KeyCollector keys) {
    keys.add(new ProfileKey(scope.user()));
  }

  private static BiFunction<UserNode, DataFetchingEnvironment, @Nullable Object> profile(
      Function<Profile, ? extends @Nullable Object> read) {
    return atNow((profile, _) -> read.apply(profile));
  }

  private static BiFunction<UserNode, DataFetchingEnvironment, @Nullable Object> atNow(
      BiFunction<Profile, Instant, ? extends @Nullable Object> read) {
    return (user, environment) -> {
      ProfileKey key = new ProfileKey(user.user());
      Instant now = Operation.in(environment.getGraphQlContext()).loads().now();
      return FieldLoads.of(environment, key).now(loads -> read.apply(loads.get(key), now));
    };
  }

  private static @Nullable Boolean isImperial(Profile profile) {
    UnitPreferences units = profile.unitPreferences();
    return units == null ? null : units.isImperial();
  }

  private static @Nullable Object localTime(UserNode user, DataFetchingEnvironment environment) {
    LiveValues live = Operation.in(environment.getGraphQlContext()).live();
    Object place = environment.getExecutionStepInfo().getPath();
    return atNow(
            (profile, now) -> profile.hasTime() ? live.localTime(now, profile.zone(), place) : null)
        .apply(user, environment);
  }

  private static @Nullable Object today(Profile profile, Instant now) {
    return profile.hasTime() ? profile.dateAt(now) : null;
  }
}
