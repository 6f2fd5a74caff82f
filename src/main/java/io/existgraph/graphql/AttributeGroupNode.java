package io.existgraph.graphql;

import io.existgraph.model.Group;

/// A group of a user's attributes.
record AttributeGroupNode(UserNode owner, Group group) {}
