package io.existgraph.graphql.execution;

import graphql.SerializationError;
import graphql.TypeMismatchError;
import graphql.UnresolvedTypeError;
import graphql.execution.DataFetcherResult;
import graphql.execution.NonNullableFieldWasNullError;
import graphql.execution.NonNullableFieldWasNullException;
import graphql.execution.ResolveType;
import graphql.execution.UnresolvedTypeException;
import graphql.execution.ValueUnboxer;
import graphql.schema.CoercingSerializeException;
import graphql.schema.GraphQLObjectType;
import graphql.util.FpKit;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// A writer of the values of fields, which completes them as the GraphQL specification defines:
/// leaves, lists, and objects by means of a [ResponseDataWriter]. Where null has to take the place
/// of what encloses a value, what was written of it is taken back.
final class ValueWriter {
  private static final int NO_INDEX = -1;
  private static final ResolveType TYPES = new ResolveType();

  private final QueryExecution execution;
  private final ValueUnboxer unboxer;
  private final LeafWriter leaves;
  private final JsonBuffer json;
  private final FieldErrors errors;
  private final ResponseDataWriter objects;

  ValueWriter(
      QueryExecution execution,
      LeafWriter leaves,
      JsonBuffer json,
      FieldErrors errors,
      ResponseDataWriter objects) {
    this.execution = execution;
    this.unboxer = execution.context().getValueUnboxer();
    this.leaves = leaves;
    this.json = json;
    this.errors = errors;
    this.objects = objects;
  }

  /// The value of a field of the object at `parent`.
  boolean write(
      SelectedField field, Position parent, @Nullable Object value, @Nullable Object localContext) {
    return write(field.type(), value, parent, field, NO_INDEX, localContext);
  }

  /// The value without the errors that may come with it. With an index it is an element of the list
  /// at `parent`.
  private boolean write(
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
    value = isPlain(value) ? value : unboxer.unbox(unboxer.unbox(value));
    if (value == null) {
      return writeNull(type, parent, field, index);
    }
    return switch (type.kind()) {
      case SCALAR, ENUM -> writeLeaf(type, value, parent, field, index);
      case LIST -> writeList(type, value, parent, field, index, local);
      case COMPOSITE -> writeComposite(type, value, parent, field, index, local);
    };
  }

  private static boolean isPlain(@Nullable Object value) {
    return value instanceof String
        || value instanceof Number
        || value instanceof Record
        || value instanceof List
        || value instanceof Boolean;
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
    boolean isWritten = false;
    try {
      isWritten = leaves.write(type, value, execution.context(), json);
    } catch (CoercingSerializeException unfit) {
      errors.add(new SerializationError(position(parent, field, index).path(), unfit));
    }
    return isWritten || writeNull(type, parent, field, index);
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
      isWhole &= write(element, item, list, field, count++, localContext);
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
    return objects.writeObject(fields, here.as(objectType), value, localContext)
        || takeBack(type, start);
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
            execution.context(),
            field.field(),
            value,
            here.step(execution),
            type.type(),
            localContext);
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
