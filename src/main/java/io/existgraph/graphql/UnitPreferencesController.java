package io.existgraph.graphql;

import graphql.schema.DataFetchingEnvironment;
import io.existgraph.exist.LoadKey.ProfileKey;
import io.existgraph.model.Dimension;
import io.existgraph.model.UnitPreferences;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.springframework.graphql.data.method.annotation.SchemaMapping;
import org.springframework.stereotype.Controller;

/// The systems that a user reads dimensions in.
@Controller
class UnitPreferencesController {
  static final FieldTable<UserScope, UnitPreferences> FIELDS =
      FieldTable.<UserScope, UnitPreferences>of("UnitPreferences")
          .leaf("distance", units -> units.of(Dimension.DISTANCE))
          .leaf("weight", units -> units.of(Dimension.WEIGHT))
          .leaf("energy", units -> units.of(Dimension.ENERGY))
          .leaf("liquid", units -> units.of(Dimension.LIQUID))
          .leaf("temperature", units -> units.of(Dimension.TEMPERATURE));

  @SchemaMapping(typeName = "User")
  CompletableFuture<@Nullable UnitPreferences> units(
      UserNode user, DataFetchingEnvironment environment) {
    ProfileKey key = new ProfileKey(user.user());
    return FieldLoads.of(environment, key).thenApply(loads -> loads.get(key).unitPreferences());
  }
}
