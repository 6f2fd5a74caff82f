package io.existgraph.graphql;

import io.existgraph.data.UserRef;
import io.existgraph.exist.AttributeSelector;

/// The user that fields are selected on. Attributes of a user who was reached by an id count by
/// themselves: the id may be given any number of times.
record UserScope(UserRef user, boolean isNode) {
  AttributeScope with(AttributeSelector names) {
    return new AttributeScope(user, names);
  }
}
