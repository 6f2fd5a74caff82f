package io.existgraph.graphql;

import graphql.schema.DataFetchingEnvironment;
import io.existgraph.exist.LoadKey.ProfileKey;
import io.existgraph.model.AttributeName;
import io.existgraph.model.AttributeValues;
import io.existgraph.model.Unit;
import io.existgraph.model.UnitSystem;
import io.existgraph.model.ValueType;
import io.existgraph.operation.planning.SelectorUnits;
import org.jspecify.annotations.Nullable;

/// Formats values in the system that the argument `units` asks for, else in the user's own.
final class Units {
  private Units() {}

  static UnitSystem argument(DataFetchingEnvironment environment, UnitSystem otherwise) {
    Object units = environment.getArgument("units");
    return units == null ? otherwise : UnitSystem.valueOf(units.toString());
  }

  /// The user's preference is loaded only where it matters.
  static @Nullable Object formatted(
      AttributeNode attribute,
      ValueType type,
      @Nullable Object value,
      DataFetchingEnvironment environment) {
    if (value == null) {
      return null;
    }
    AttributeName name = attribute.name();
    Unit unit = Unit.of(name, type);
    boolean hasChoice = unit != null && unit.hasImperial();
    if (unit == null || !hasChoice || environment.getArgument("units") != null) {
      UnitSystem system = argument(environment, UnitSystem.METRIC);
      return AttributeValues.formatted(value, type, unit, system);
    }
    ProfileKey profile = attribute.scope().profile();
    return Loads.of(environment, profile)
        .now(
            loads ->
                AttributeValues.formatted(value, type, unit, loads.get(profile).units().of(unit)));
  }

  /// The same where the type may have to be loaded.
  static @Nullable Object formatted(
      AttributeNode attribute, @Nullable Object value, DataFetchingEnvironment environment) {
    ProfileKey profile = attribute.scope().profile();
    if (value == null) {
      return null;
    }
    boolean mayChoose = environment.getArgument("units") == null && mayBeImperial(attribute);
    return Loads.of(environment, mayChoose ? attribute.typeKeys(profile) : attribute.typeKeys())
        .now(
            loads -> {
              ValueType type = attribute.type(loads);
              Unit unit = Unit.of(attribute.name(), type);
              UnitSystem system =
                  mayChoose && unit != null && unit.hasImperial()
                      ? loads.get(profile).units().of(unit)
                      : argument(environment, UnitSystem.METRIC);
              return AttributeValues.formatted(value, type, unit, system);
            });
  }

  private static boolean mayBeImperial(AttributeNode attribute) {
    return SelectorUnits.mayBeImperial(attribute.names());
  }
}
