package io.existgraph.graphql.execution;

import graphql.schema.GraphQLSchema;

/// A query whose selections are compiled.
final class CompiledOperation {
  private final GraphQLSchema schema;
  private final SelectionCompiler compiler;
  private final SelectionSet root;
  private volatile int usualLength;

  CompiledOperation(GraphQLSchema schema, SelectionCompiler compiler, SelectionSet root) {
    this.schema = schema;
    this.compiler = compiler;
    this.root = root;
  }

  boolean isOf(GraphQLSchema other) {
    return schema.equals(other); // by identity
  }

  SelectionSet root() {
    return root;
  }

  /// How many fields were compiled until now.
  int fieldCount() {
    return compiler.count();
  }

  /// Whether it asks for the schema, too.
  boolean isIntrospection() {
    return root.fields().stream()
        .map(field -> field.field().getName())
        .anyMatch(name -> name.equals("__schema") || name.equals("__type"));
  }

  /// The length of its latest response, in bytes.
  int usualLength() {
    return usualLength;
  }

  void setUsualLength(int length) {
    usualLength = length;
  }
}
