package io.existgraph.graphql;

import graphql.schema.DataFetchingEnvironment;
import io.existgraph.exist.LoadKey;
import io.existgraph.exist.LoadKey.ProfileKey;
import io.existgraph.model.AttributeValues;
import io.existgraph.model.Unit;
import io.existgraph.model.UnitSystem;
import io.existgraph.model.ValueType;
import io.existgraph.operation.planning.SelectorUnits;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// The system of units that the argument `units` selects. Null stands for the user's own, which is
/// loaded only where the unit has a choice.
final class UnitSystemResolver {
  private static final String PREFERRED = "PREFERRED";

  /// Reads a value of an attribute of that type, in that system.
  @FunctionalInterface
  interface UnitValueReader {
    @Nullable Object read(ValueType type, @Nullable Unit unit, UnitSystem system);
  }

  private UnitSystemResolver() {}

  /// The system that an argument selects; `otherwise` where it is not given.
  static @Nullable UnitSystem of(@Nullable Object argument, @Nullable UnitSystem otherwise) {
    if (argument == null) {
      return otherwise;
    }
    return argument.toString().equals(PREFERRED) ? null : UnitSystem.valueOf(argument.toString());
  }

  static @Nullable UnitSystem argument(
      DataFetchingEnvironment environment, @Nullable UnitSystem otherwise) {
    return of(environment.getArgument("units"), otherwise);
  }

  /// These keys, and that of the user's preference where it may matter.
  static LoadKey<?>[] keys(
      AttributeNode attribute, @Nullable UnitSystem given, LoadKey<?>... others) {
    if (!mayChoose(attribute, given)) {
      return others;
    }
    LoadKey<?>[] keys = Arrays.copyOf(others, others.length + 1);
    keys[others.length] = attribute.scope().profile();
    return keys;
  }

  /// The system for a unit, out of what [#keys] loaded.
  static UnitSystem system(
      AttributeNode attribute, @Nullable Unit unit, @Nullable UnitSystem given, FieldLoads loads) {
    if (given != null) {
      return given;
    }
    return unit != null && unit.hasImperial() && mayChoose(attribute, null)
        ? loads.get(attribute.scope().profile()).units().of(unit)
        : UnitSystem.METRIC;
  }

  private static boolean mayChoose(AttributeNode attribute, @Nullable UnitSystem given) {
    return given == null && SelectorUnits.mayBeImperial(attribute.names());
  }

  /// Reads a value whose type is known.
  static @Nullable Object read(
      AttributeNode attribute,
      ValueType type,
      @Nullable UnitSystem given,
      DataFetchingEnvironment environment,
      UnitValueReader reader) {
    Unit unit = Unit.of(attribute.name(), type);
    if (given != null) {
      return reader.read(type, unit, given);
    }
    if (unit == null || !unit.hasImperial()) {
      return reader.read(type, unit, UnitSystem.METRIC);
    }
    ProfileKey profile = attribute.scope().profile();
    return FieldLoads.of(environment, profile)
        .now(loads -> reader.read(type, unit, loads.get(profile).units().of(unit)));
  }

  /// The same where the type may have to be loaded.
  static @Nullable Object read(
      AttributeNode attribute,
      @Nullable UnitSystem given,
      DataFetchingEnvironment environment,
      UnitValueReader reader) {
    return FieldLoads.of(environment, keys(attribute, given, attribute.typeKeys()))
        .now(
            loads -> {
              ValueType type = attribute.type(loads);
              Unit unit = Unit.of(attribute.name(), type);
              return reader.read(type, unit, system(attribute, unit, given, loads));
            });
  }

  /// A value for people, by default in the user's own system.
  static @Nullable Object formatted(
      AttributeNode attribute,
      ValueType type,
      @Nullable Object value,
      DataFetchingEnvironment environment) {
    return value == null
        ? null
        : read(attribute, type, argument(environment, null), environment, formatter(value));
  }

  /// The same where the type may have to be loaded.
  static @Nullable Object formatted(
      AttributeNode attribute, @Nullable Object value, DataFetchingEnvironment environment) {
    return value == null
        ? null
        : read(attribute, argument(environment, null), environment, formatter(value));
  }

  private static UnitValueReader formatter(Object value) {
    return (type, unit, system) -> AttributeValues.formatted(value, type, unit, system);
  }
}
