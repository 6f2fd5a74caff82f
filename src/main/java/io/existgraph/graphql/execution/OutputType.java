package io.existgraph.graphql.execution;

import graphql.Scalars;
import graphql.schema.GraphQLEnumType;
import graphql.schema.GraphQLList;
import graphql.schema.GraphQLNonNull;
import graphql.schema.GraphQLOutputType;
import graphql.schema.GraphQLScalarType;
import graphql.schema.GraphQLType;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A field's type, unwrapped once. `type` is without the outermost non-null; `element` is that of a
/// list, `plainClass` the class of which finite values are serialized as they are, null without
/// one.
record OutputType(
    GraphQLOutputType type,
    boolean isNonNull,
    TypeKind kind,
    @Nullable OutputType element,
    @Nullable Class<?> plainClass) {
  enum TypeKind {
    SCALAR,
    ENUM,
    LIST,
    COMPOSITE
  }

  private static final Map<GraphQLType, Class<?>> PLAIN_CLASSES =
      Map.of(
          Scalars.GraphQLString,
          String.class,
          Scalars.GraphQLID,
          String.class,
          Scalars.GraphQLInt,
          Integer.class,
          Scalars.GraphQLFloat,
          Double.class,
          Scalars.GraphQLBoolean,
          Boolean.class);

  static OutputType of(GraphQLType declared) {
    boolean isNonNull = declared instanceof GraphQLNonNull;
    GraphQLType type =
        declared instanceof GraphQLNonNull wrapper ? wrapper.getWrappedType() : declared;
    OutputType element = type instanceof GraphQLList list ? of(list.getWrappedType()) : null;
    return new OutputType(
        (GraphQLOutputType) type, isNonNull, kind(type), element, PLAIN_CLASSES.get(type));
  }

  private static TypeKind kind(GraphQLType type) {
    return switch (type) {
      case GraphQLList _ -> TypeKind.LIST;
      case GraphQLScalarType _ -> TypeKind.SCALAR;
      case GraphQLEnumType _ -> TypeKind.ENUM;
      default -> TypeKind.COMPOSITE;
    };
  }
}
