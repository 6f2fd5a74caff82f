package io.existgraph.graphql.execution;

import graphql.schema.GraphQLEnumType;
import graphql.schema.GraphQLList;
import graphql.schema.GraphQLNonNull;
import graphql.schema.GraphQLOutputType;
import graphql.schema.GraphQLScalarType;
import graphql.schema.GraphQLType;
import org.jspecify.annotations.Nullable;

/// A field's type, unwrapped once. `type` is without the outermost non-null; `element` is that of a
/// list.
record OutputType(
    GraphQLOutputType type, boolean isNonNull, Kind kind, @Nullable OutputType element) {
  enum Kind {
    SCALAR,
    ENUM,
    LIST,
    COMPOSITE
  }

  static OutputType of(GraphQLType declared) {
    boolean isNonNull = declared instanceof GraphQLNonNull;
    GraphQLType type =
        declared instanceof GraphQLNonNull wrapper ? wrapper.getWrappedType() : declared;
    OutputType element = type instanceof GraphQLList list ? of(list.getWrappedType()) : null;
    return new OutputType((GraphQLOutputType) type, isNonNull, kind(type), element);
  }

  private static Kind kind(GraphQLType type) {
    return switch (type) {
      case GraphQLList _ -> Kind.LIST;
      case GraphQLScalarType _ -> Kind.SCALAR;
      case GraphQLEnumType _ -> Kind.ENUM;
      default -> Kind.COMPOSITE;
    };
  }

  /// The composite type at the end of all wrappers; null of leaves.
  @Nullable GraphQLOutputType composite() {
    if (element != null) {
      return element.composite();
    }
    return kind == Kind.COMPOSITE ? type : null;
  }
}
