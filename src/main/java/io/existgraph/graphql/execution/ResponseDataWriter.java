package io.existgraph.graphql.execution;

import graphql.execution.ExecutionContext;
import io.existgraph.graphql.execution.FieldValues.Failed;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/// A writer of response data: of objects, the values of whose fields it fetches. A writing method
/// returns false when a value is null where it must not be, and the null has to take the place of
/// what encloses it.
final class ResponseDataWriter {
  /// A value is not there yet, and the pass cannot be completed. Has no stack trace.
  static final class Incomplete extends RuntimeException {
    Incomplete() {
      super("a value is not there yet", null, false, false);
    }
  }

  private final QueryExecution execution;
  private final ExecutionContext context;
  private final JsonBuffer json;
  private final FieldErrors errors = new FieldErrors();
  private final ValueWriter values;

  ResponseDataWriter(QueryExecution execution, LeafWriter leaves, JsonBuffer json) {
    this.execution = execution;
    this.context = execution.context();
    this.json = json;
    this.values = new ValueWriter(execution, leaves, json, errors, this);
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
      if (!(fetched.get(i) instanceof RootFields.DeferredField)) {
        SelectedField field = fields.get(i);
        writeName(field, i);
        isWhole &= writeFetched(field, root, fetched.get(i), localContext);
      }
    }
    int others = json.length();
    for (int i = 0; i < fields.size(); i++) {
      if (fetched.get(i) instanceof RootFields.DeferredField(var fetch)) {
        int start = json.length();
        writeName(fields.get(i), i);
        isWhole &= writeFetched(fields.get(i), root, fetch.get(), localContext);
        json.moveBack(start, places[i] + start - others);
      }
    }
    json.write('}');
    return isWhole;
  }

  /// An object that stands there, with these fields.
  boolean writeObject(
      List<SelectedField> fields, Position object, Object source, @Nullable Object localContext) {
    if (context.getExecutionInput().isCancelled()) {
      throw new Incomplete();
    }
    boolean isWhole = true;
    json.write('{');
    for (int i = 0; i < fields.size(); i++) {
      SelectedField field = fields.get(i);
      writeName(field, i);
      Object fetched =
          field.constant() == null
              ? FieldValues.fetch(field, execution, object, source, localContext)
              : null;
      isWhole &= writeFetched(field, object, fetched, localContext);
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
    return values.write(field, object, value, localContext);
  }
}
