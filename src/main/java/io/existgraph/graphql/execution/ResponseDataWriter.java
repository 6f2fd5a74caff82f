package io.existgraph.graphql.execution;

import graphql.SerializationError;
import graphql.TypeMismatchError;
import graphql.UnresolvedTypeError;
import graphql.execution.DataFetcherResult;
import graphql.execution.ExecutionContext;
import graphql.execution.NonNullableFieldWasNullError;
import graphql.execution.NonNullableFieldWasNullException;
import graphql.execution.ResolveType;
import graphql.execution.UnresolvedTypeException;
import graphql.schema.CoercingSerializeException;
import graphql.schema.GraphQLEnumType;
import graphql.schema.GraphQLObjectType;
import graphql.schema.GraphQLScalarType;
import graphql.util.FpKit;
import io.existgraph.graphql.execution.FieldValues.Failed;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/// A writer of response data, which completes fetched values as the GraphQL specification defines.
/// A writing method returns false when its value is null where it must not be, and the null has to
/// take the place of what encloses it; whatever was written of it is then taken back.
final class ResponseDataWriter {
  /// A value is not there yet, and the pass cannot be completed. Has no stack trace.
  static final class Incomplete extends RuntimeException {
    Incomplete() {
      super("a value is not there yet", null, false, false);
    }
  }

  private static final int NO_INDEX = -1;
  private static final ResolveType TYPES = new ResolveType();

  private final QueryExecution execution;
  private final ExecutionContext context;
  private final LeafWriter leaves;
  private final JsonBuffer json;
  private final FieldErrors errors = new FieldErrors();

  ResponseDataWriter(QueryExecution execution, LeafWriter leaves, JsonBuffer json) {
    this.execution = execution;
    this.context = execution.context();
    this.leaves = leaves;
    this.json = json;
  }

  FieldErrors errors() {
    return errors;
  }

  /// The root object of fields whose values are fetched already. The last fields are fetched and
  /// written behind the others, then moved to their places.
  boolean writeRoot(
      List<SelectedField> fields,
      List<@Nullable Object> fetched,
      Position root,
      @Nullable Object localContext) {
    boolean isWhole = true;
    int[] places = new int[fields.size()];
    json.write('{');
    for (int i = 0; i < fields.size(); i++) {
      places[i] = json.length();
      if (!(fetched.get(i) instanceof RootFields.Last)) {
        SelectedField field = fields.get(i);
        writeName(field, i);
        isWhole &= writeFetched(field, root, fetched.get(i), localContext);
      }
    }
    int others = json.length();
    for (int i = 0; i < fields.size(); i++) {
      if (fetched.get(i) instanceof RootFields.Last(var fetch)) {
        int start = json.length();
        writeName(fields.get(i), i);
        isWhole &= writeFetched(fields.get(i), root, fetch.get(), localContext);
        json.moveBack(start, places[i] + start - others);
      }
    }
    json.write('}');
    return isWhole;
  }

  private boolean writeObject(
      List<SelectedField> fields, Position object, Object source, @Nullable Object localContext) {
    if (context.getExecutionInput().isCancelled()) {
      throw new Incomplete();
    }
    boolean isWhole = true;
    json.write('{');
    for (int i = 0; i < fields.size(); i++) {
      SelectedField field = fields.get(i);
      writeName(field, i);
      if (field.constant() == null) {
        var environment = new FieldEnvironment(execution, object, field, source, localContext);
        Object fetched = FieldValues.fetch(field, environment);
        isWhole &= writeFetched(field, object, fetched, localContext);
      } else {
        json.write(field.constant());
      }
    }
    json.write('}');
    return isWhole;
  }

  private void writeName(SelectedField field, int place) {
    if (place > 0) {
      json.write(',');
    }
    json.write(field.name());
  }

  private boolean writeFetched(
      SelectedField field,
      Position object,
      @Nullable Object fetched,
      @Nullable Object localContext) {
    if (field.constant() != null) {
      json.write(field.constant());
      return true;
    }
    if (fetched instanceof CompletableFuture) {
      throw new Incomplete();
    }
    Object value = fetched;
    if (fetched instanceof Failed(var environment, var exception)) {
      errors.addThrown(environment, exception);
      value = null;
    }
    return writeUnwrapped(field.type(), value, object, field, NO_INDEX, localContext);
  }

  /// The value without the errors that may come with it.
  private boolean writeUnwrapped(
      OutputType type,
      @Nullable Object fetched,
      Position parent,
      SelectedField field,
      int index,
      @Nullable Object localContext) {
    Object value = fetched;
    Object local = localContext;
    if (fetched instanceof DataFetcherResult<?> result) {
      errors.addAllOf(result);
      value = result.getData();
      local = result.getLocalContext() == null ? localContext : result.getLocalContext();
    }
    value = context.getValueUnboxer().unbox(context.getValueUnboxer().unbox(value));
    if (value == null) {
      return writeNull(type, parent, field, index);
    }
    return switch (type.kind()) {
      case SCALAR, ENUM -> writeLeaf(type, value, parent, field, index);
      case LIST -> writeList(type, value, parent, field, index, local);
      case COMPOSITE -> writeComposite(type, value, parent, field, index, local);
    };
  }

  private static Position position(Position parent, SelectedField field, int index) {
    return index == NO_INDEX ? parent.ofField(field) : parent.ofElement(index);
  }

  private boolean writeNull(OutputType type, Position parent, SelectedField field, int index) {
    if (!type.isNonNull()) {
      json.writeNull();
      return true;
    }
    Position here = position(parent, field, index);
    var exception = new NonNullableFieldWasNullException(here.step(execution), here.path());
    errors.addNull(new NonNullableFieldWasNullError(exception), here.path());
    return false;
  }

  private boolean writeLeaf(
      OutputType type, Object value, Position parent, SelectedField field, int index) {
    Object serialized;
    try {
      serialized = serialized(type, value);
    } catch (CoercingSerializeException unfit) {
      errors.add(new SerializationError(position(parent, field, index).path(), unfit));
      serialized = null;
    }
    if (serialized == null) {
      return writeNull(type, parent, field, index);
    }
    leaves.write(serialized, json);
    return true;
  }

  private @Nullable Object serialized(OutputType type, Object value) {
    return type.type() instanceof GraphQLScalarType scalar
        ? scalar.getCoercing().serialize(value, context.getGraphQLContext(), context.getLocale())
        : ((GraphQLEnumType) type.type())
            .serialize(value, context.getGraphQLContext(), context.getLocale());
  }

  private boolean writeList(
      OutputType type,
      Object value,
      Position parent,
      SelectedField field,
      int index,
      @Nullable Object localContext) {
    Position list = position(parent, field, index);
    if (!FpKit.isIterable(value)) {
      errors.add(new TypeMismatchError(list.path(), type.type()));
      return writeNull(type, parent, field, index);
    }
    OutputType element = Objects.requireNonNull(type.element());
    int start = json.length();
    boolean isWhole = true;
    int count = 0;
    json.write('[');
    for (Object item : FpKit.toIterable(value)) {
      if (count > 0) {
        json.write(',');
      }
      isWhole &= writeUnwrapped(element, item, list, field, count++, localContext);
    }
    json.write(']');
    return isWhole || takeBack(type, start);
  }

  private boolean writeComposite(
      OutputType type,
      Object value,
      Position parent,
      SelectedField field,
      int index,
      @Nullable Object localContext) {
    Position here = position(parent, field, index);
    GraphQLObjectType objectType;
    try {
      objectType = objectType(type, value, here, field, localContext);
    } catch (UnresolvedTypeException unresolved) {
      errors.add(new UnresolvedTypeError(here.path(), here.step(execution), unresolved));
      return writeNull(type, parent, field, index);
    }
    int start = json.length();
    var fields = field.selected(objectType).fields();
    return writeObject(fields, here.as(objectType), value, localContext) || takeBack(type, start);
  }

  private GraphQLObjectType objectType(
      OutputType type,
      Object value,
      Position here,
      SelectedField field,
      @Nullable Object localContext) {
    return type.type() instanceof GraphQLObjectType object
        ? object
        : TYPES.resolveType(
            context, field.field(), value, here.step(execution), type.type(), localContext);
  }

  /// Null in place of what was written since, where null may be.
  private boolean takeBack(OutputType type, int start) {
    json.truncate(start);
    if (type.isNonNull()) {
      return false;
    }
    json.writeNull();
    return true;
  }
}
