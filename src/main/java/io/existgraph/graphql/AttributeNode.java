package io.existgraph.graphql;

import io.existgraph.exist.AttributeSelector;
import io.existgraph.exist.LoadKey;
import io.existgraph.model.Attribute;
import io.existgraph.model.AttributeName;
import io.existgraph.model.KnownAttributes;
import io.existgraph.model.ValueType;
import org.jspecify.annotations.Nullable;

/// An attribute of a user, reached through a selector. `given` is the metadata that came with
/// whatever it was reached through; `isListed` when it is all that a list of attributes has.
record AttributeNode(
    UserNode owner,
    AttributeSelector names,
    AttributeName name,
    @Nullable Attribute given,
    boolean isListed) {

  static AttributeNode named(UserNode owner, AttributeSelector names, AttributeName name) {
    return new AttributeNode(owner, names, name, null, false);
  }

  static AttributeNode listed(UserNode owner, AttributeSelector names, Attribute attribute) {
    return new AttributeNode(owner, names, attribute.name(), attribute, true);
  }

  /// As other data mentioned it.
  static AttributeNode mentioned(UserNode owner, AttributeSelector names, Attribute attribute) {
    return new AttributeNode(owner, names, attribute.name(), attribute, attribute.isListed());
  }

  AttributeScope scope() {
    return new AttributeScope(owner.user(), names);
  }

  /// The keys that its value type is read from: none where the metadata came along.
  LoadKey<?>[] typeKeys(LoadKey<?>... others) {
    if (given != null) {
      return others;
    }
    LoadKey<?>[] keys = new LoadKey<?>[others.length + 1];
    System.arraycopy(others, 0, keys, 0, others.length);
    keys[others.length] = scope().types();
    return keys;
  }

  /// Its value type, out of what `typeKeys` loaded.
  ValueType type(FieldLoads loads) {
    if (given == null) {
      return loads.get(scope().types()).get(name);
    }
    return given.valueType() != ValueType.UNKNOWN
        ? given.valueType()
        : KnownAttributes.of(name)
            .map(KnownAttributes.KnownAttribute::type)
            .orElse(ValueType.UNKNOWN);
  }
}
