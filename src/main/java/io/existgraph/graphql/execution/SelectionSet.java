package io.existgraph.graphql.execution;

import graphql.schema.GraphQLObjectType;
import java.util.List;

/// The fields that are selected on an object, in the order of the response.
record SelectionSet(GraphQLObjectType type, List<SelectedField> fields) {
  SelectionSet {
    fields = List.copyOf(fields);
  }
}
