package io.existgraph.graphql.execution;

import graphql.execution.ExecutionContext;
import graphql.schema.CoercingSerializeException;
import graphql.schema.GraphQLEnumType;
import graphql.schema.GraphQLScalarType;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/// A writer of scalars and enum values, in the form of the JSON mapper.
record LeafWriter(JsonMapper mapper) {
  /// Serializes and writes a value. False where it is serialized as null, and nothing is written.
  ///
  /// @throws CoercingSerializeException when it is no value of the type
  boolean write(OutputType type, Object value, ExecutionContext context, JsonBuffer json) {
    if (value.getClass() == type.plainClass() && isFinite(value)) {
      write(value, json);
      return true;
    }
    Object serialized = serialized(type, value, context);
    if (serialized == null) {
      return false;
    }
    write(serialized, json);
    return true;
  }

  private static boolean isFinite(Object value) {
    return !(value instanceof Double number) || Double.isFinite(number);
  }

  private static @Nullable Object serialized(
      OutputType type, Object value, ExecutionContext context) {
    return type.type() instanceof GraphQLScalarType scalar
        ? scalar.getCoercing().serialize(value, context.getGraphQLContext(), context.getLocale())
        : ((GraphQLEnumType) type.type())
            .serialize(value, context.getGraphQLContext(), context.getLocale());
  }

  /// Writes what is serialized.
  void write(Object value, JsonBuffer json) {
    switch (value) {
      case String text -> json.writeString(text);
      case Integer number -> json.write(number.longValue());
      case Long number -> json.write(number);
      case Boolean flag -> json.writeAscii(flag.toString());
      case Double number when Double.isFinite(number) -> json.writeAscii(number.toString());
      case BigDecimal number -> json.writeAscii(number.toString());
      default -> json.write(mapper.writeValueAsBytes(value));
    }
  }
}
