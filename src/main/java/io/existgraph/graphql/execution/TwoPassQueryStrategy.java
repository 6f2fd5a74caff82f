package io.existgraph.graphql.execution;

import graphql.ExecutionResult;
import graphql.ExecutionResultImpl;
import graphql.execution.AsyncExecutionStrategy;
import graphql.execution.DataFetcherExceptionHandler;
import graphql.execution.ExecutionContext;
import graphql.execution.ExecutionStrategyParameters;
import graphql.execution.MergedField;
import graphql.execution.MergedSelectionSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/// An execution strategy that fetches the root fields of a query in two passes: those that report
/// on the operation itself when all others are complete. The response has them in the order of the
/// selection.
class TwoPassQueryStrategy extends AsyncExecutionStrategy {
  private final Set<String> lastFields;

  TwoPassQueryStrategy(DataFetcherExceptionHandler handler, Set<String> lastFields) {
    super(handler);
    this.lastFields = Set.copyOf(lastFields);
  }

  final Set<String> lastFields() {
    return lastFields;
  }

  /// Whether a root field is executed after the others.
  final boolean isLast(MergedField field) {
    return lastFields.contains(field.getName());
  }

  @Override
  public CompletableFuture<ExecutionResult> execute(
      ExecutionContext context, ExecutionStrategyParameters parameters) {
    Map<String, MergedField> first = new LinkedHashMap<>();
    Map<String, MergedField> last = new LinkedHashMap<>();
    Map<String, MergedField> all = parameters.getFields().getSubFields();
    all.forEach((key, field) -> (isLast(field) ? last : first).put(key, field));
    if (first.isEmpty() || last.isEmpty()) {
      return executePass(context, parameters);
    }
    return executePass(context, with(parameters, first))
        .thenCompose(
            before ->
                executePass(context, with(parameters, last))
                    .thenApply(after -> joined(all, before, after, context)));
  }

  private CompletableFuture<ExecutionResult> executePass(
      ExecutionContext context, ExecutionStrategyParameters parameters) {
    return super.execute(context, parameters);
  }

  private static ExecutionStrategyParameters with(
      ExecutionStrategyParameters parameters, Map<String, MergedField> fields) {
    return parameters.transform(
        pass -> pass.fields(MergedSelectionSet.newMergedSelectionSet().subFields(fields).build()));
  }

  private static ExecutionResult joined(
      Map<String, MergedField> all,
      ExecutionResult before,
      ExecutionResult after,
      ExecutionContext context) {
    Map<String, @Nullable Object> some = before.getData();
    Map<String, @Nullable Object> others = after.getData();
    if (some == null || others == null) {
      return new ExecutionResultImpl(null, context.getErrors());
    }
    Map<String, @Nullable Object> data = new LinkedHashMap<>();
    all.keySet()
        .forEach(key -> data.put(key, some.containsKey(key) ? some.get(key) : others.get(key)));
    return new ExecutionResultImpl(data, context.getErrors());
  }
}
