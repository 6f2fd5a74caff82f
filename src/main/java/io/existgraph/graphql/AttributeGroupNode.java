package io.existgraph.graphql;

import io.existgraph.exist.AttributeSelector;
import io.existgraph.model.AttributeGroup;

/// A group of a user's attributes, which are among those of the selector.
record AttributeGroupNode(UserNode owner, AttributeSelector names, AttributeGroup group) {
  AttributeScope scope() {
    return new AttributeScope(owner.user(), names);
  }
}
