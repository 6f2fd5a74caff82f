package io.existgraph.graphql;

import graphql.schema.DataFetchingEnvironment;
import io.existgraph.exist.LoadKey.AttributeLookup;
import io.existgraph.model.Attribute;
import io.existgraph.model.UnitSystem;
import io.existgraph.model.ValueType;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// The readers of an attribute's metadata: from the mention that it was reached through or, where
/// that is incomplete, from the list of attributes.
final class AttributeMetadata {
  private AttributeMetadata() {}

  /// What any mention of an attribute has.
  static BiFunction<AttributeNode, DataFetchingEnvironment, @Nullable Object> mentioned(
      Function<Attribute, ? extends @Nullable Object> read) {
    return (node, environment) ->
        node.given() != null ? read.apply(node.given()) : load(node, environment, read);
  }

  /// What only a list of attributes has.
  static BiFunction<AttributeNode, DataFetchingEnvironment, @Nullable Object> listed(
      Function<Attribute, ? extends @Nullable Object> read) {
    return (node, environment) ->
        node.given() != null && node.isListed()
            ? read.apply(node.given())
            : load(node, environment, read);
  }

  private static @Nullable Object load(
      AttributeNode node,
      DataFetchingEnvironment environment,
      Function<Attribute, ? extends @Nullable Object> read) {
    return FieldLoads.of(environment, node.scope().attributes())
        .now(loads -> read.apply(find(node, loads.get(node.scope().attributes()))));
  }

  static Attribute find(AttributeNode node, AttributeLookup attributes) {
    return node.given() == null ? attributes.get(node.name()) : attributes.listed(node.given());
  }

  /// The type as listed or, where the list leaves it out, as of any other mention or of the
  /// documentation.
  static @Nullable Object valueType(AttributeNode node, DataFetchingEnvironment environment) {
    var keys = node.scope();
    if (node.given() != null && node.isListed()) {
      return node.given().valueType() != ValueType.UNKNOWN
          ? node.given().valueType()
          : node.type(FieldLoads.of(environment));
    }
    return FieldLoads.of(environment, node.typeKeys(keys.attributes()))
        .now(
            loads -> {
              ValueType listed = find(node, loads.get(keys.attributes())).valueType();
              return listed == ValueType.UNKNOWN ? node.type(loads) : listed;
            });
  }

  static @Nullable Object unit(AttributeNode node, DataFetchingEnvironment environment) {
    return UnitSystemResolver.read(
        node,
        UnitSystemResolver.argument(environment, UnitSystem.METRIC),
        environment,
        (_, unit, system) -> unit == null ? null : unit.symbol(system));
  }
}
