package io.existgraph.graphql.execution;

import graphql.EngineRunningState;
import graphql.ExecutionInput;
import graphql.GraphQLContext;
import graphql.Profiler;
import graphql.execution.DataLoaderDispatchStrategy;
import graphql.execution.ExecutionContext;
import graphql.execution.ExecutionStepInfo;
import graphql.execution.NormalizedVariables;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.dataloader.DataLoaderRegistry;
import org.jspecify.annotations.Nullable;

/// A query with its variables that was executed by compiled selections and can be executed again
/// for any request, without the engine: it is parsed, validated and coerced. Holds nothing of the
/// request that it was executed for.
public final class RepeatableQuery {
  /// The key in the `GraphQLContext` of a request that was executed by compiled selections.
  public static final String CONTEXT_KEY = RepeatableQuery.class.getName();

  private static final ExecutionInput NO_REQUEST =
      ExecutionInput.newExecutionInput().query("{__typename}").build();

  private final ExecutionContext context;
  private final ExecutionStepInfo root;
  private final CompiledOperation operation;
  private final LeafWriter leaves;
  private final Set<String> lastFields;

  RepeatableQuery(
      ExecutionContext executed,
      ExecutionStepInfo root,
      CompiledOperation operation,
      LeafWriter leaves,
      Set<String> lastFields) {
    this.context = withoutRequest(executed);
    this.root = root;
    this.operation = operation;
    this.leaves = leaves;
    this.lastFields = lastFields;
  }

  @SuppressWarnings("deprecation") // the legacy context is that of the request
  private static ExecutionContext withoutRequest(ExecutionContext executed) {
    return executed.transform(
        builder ->
            builder
                .executionInput(NO_REQUEST)
                .engineRunningState(new EngineRunningState(NO_REQUEST, Profiler.NO_OP))
                .graphQLContext(GraphQLContext.getDefault())
                .dataLoaderRegistry(new DataLoaderRegistry())
                .dataLoaderDispatcherStrategy(DataLoaderDispatchStrategy.NO_OP)
                .normalizedVariableValues(RepeatableQuery::noVariables)
                .instrumentationState(null)
                .context(null)
                .localContext(null)
                .root(null)
                .resetErrors());
  }

  /// Normalizing fails for scalars without literals, and only directives would need it.
  private static NormalizedVariables noVariables() {
    throw new IllegalStateException("normalized variables are not kept");
  }

  public int fieldCount() {
    return operation.fieldCount();
  }

  /// The whole response; `extensions` supplies its member of that name once the data is complete.
  /// Null where a value is not there yet or has an error: nothing is reported then.
  public byte @Nullable [] execute(
      GraphQLContext request, Supplier<Map<String, Object>> extensions) {
    var execution = new QueryExecution(context, request, operation.fieldCount());
    var json = new JsonBuffer(operation.usualLength());
    var writer = new ResponseDataWriter(execution, leaves, json);
    json.writeAscii("{\"data\":");
    if (!write(execution, writer) || !writer.errors().isEmpty()) {
      return null;
    }
    json.writeAscii(",\"extensions\":");
    leaves.write(extensions.get(), json);
    json.write('}');
    operation.setUsualLength(json.length());
    return json.toByteArray();
  }

  private boolean write(QueryExecution execution, ResponseDataWriter writer) {
    List<SelectedField> fields = operation.root().fields();
    Position position = Position.root(root);
    List<@Nullable Object> values = new ArrayList<>(fields.size());
    for (SelectedField field : fields) {
      var environment = new FieldEnvironment(execution, position, field, null, null);
      Supplier<@Nullable Object> fetch =
          () -> field.constant() == null ? FieldValues.fetch(field, environment) : null;
      boolean isLast = lastFields.contains(field.field().getName());
      values.add(isLast ? new RootFields.DeferredField(fetch) : fetch.get());
    }
    try {
      return writer.writeRoot(fields, values, position, null);
    } catch (ResponseDataWriter.Incomplete incomplete) {
      return false;
    }
  }
}
