package io.existgraph.graphql.execution;

import graphql.ExecutionResult;
import graphql.ExecutionResultImpl;
import graphql.ExperimentalApi;
import graphql.TrivialDataFetcher;
import graphql.execution.DataFetcherExceptionHandler;
import graphql.execution.ExecutionContext;
import graphql.execution.ExecutionStrategyParameters;
import graphql.execution.ResultNodesInfo;
import graphql.execution.conditional.ConditionalNodeDecision;
import graphql.execution.instrumentation.parameters.InstrumentationFieldFetchParameters;
import graphql.schema.DataFetcher;
import io.existgraph.graphql.execution.FieldValues.FieldFetch;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/// An execution strategy that executes queries by compiled selections in one pass and writes their
/// data as [JsonBytes], if the request accepts those and all values are complete when they are
/// fetched. Every other operation is executed field by field, from its beginning: data fetchers of
/// queries must be free of side effects, as the specification demands.
///
/// Instrumentation sees the data fetchers of root fields only.
final class CompiledQueryStrategy extends TwoPassQueryStrategy {
  private final CompiledOperations operations;
  private final LeafWriter leaves;

  CompiledQueryStrategy(
      DataFetcherExceptionHandler handler,
      Set<String> lastFields,
      DirectFetchers direct,
      JsonMapper json) {
    super(handler, lastFields);
    this.operations = new CompiledOperations(direct);
    this.leaves = new LeafWriter(json);
  }

  @Override
  public CompletableFuture<ExecutionResult> execute(
      ExecutionContext context, ExecutionStrategyParameters parameters) {
    if (!isSupported(context)) {
      return executeByFields(context, parameters);
    }
    CompiledOperation operation = operations.of(context);
    if (operation.isIntrospection()) {
      return executeByFields(context, parameters);
    }
    return execute(operation, context, parameters);
  }

  private static boolean isSupported(ExecutionContext context) {
    var settings = context.getGraphQLContext();
    return settings.getBoolean(JsonBytes.ACCEPTED)
        && context.isQueryOperation()
        && context.propagateErrorsOnNonNullContractFailure()
        && !settings.getBoolean(ExperimentalApi.ENABLE_INCREMENTAL_SUPPORT)
        && !settings.hasKey(ResultNodesInfo.MAX_RESULT_NODES)
        && !settings.hasKey(ConditionalNodeDecision.class);
  }

  private CompletableFuture<ExecutionResult> execute(
      CompiledOperation operation,
      ExecutionContext context,
      ExecutionStrategyParameters parameters) {
    var execution =
        new QueryExecution(context, context.getGraphQLContext(), operation.fieldCount());
    Position root = Position.root(parameters.getExecutionStepInfo());
    RootFields roots = new RootFields();
    for (SelectedField field : operation.root().fields()) {
      var environment =
          new FieldEnvironment(
              execution, root, field, parameters.getSource(), parameters.getLocalContext());
      if (isLast(field.field())) {
        roots.addLast(() -> fetch(field, environment, context, parameters));
      } else {
        roots.add(environment, fetch(field, environment, context, parameters));
      }
    }
    Supplier<CompletableFuture<ExecutionResult>> completion =
        () -> complete(operation, execution, roots, root, parameters);
    if (roots.isComplete() || execution.usesDataLoaders()) {
      return completion.get();
    }
    return CompletableFuture.anyOf(roots.completion(), execution.loading())
        .thenCompose(_ -> completion.get());
  }

  private static @Nullable Object fetch(
      SelectedField field,
      FieldEnvironment environment,
      ExecutionContext context,
      ExecutionStrategyParameters parameters) {
    return field.constant() == null
        ? FieldValues.fetch(instrumented(field, environment, context, parameters), environment)
        : null;
  }

  private static FieldFetch instrumented(
      SelectedField field,
      FieldEnvironment environment,
      ExecutionContext context,
      ExecutionStrategyParameters parameters) {
    var fetchParameters =
        new InstrumentationFieldFetchParameters(
            context,
            environment::copied,
            parameters.transform(
                root ->
                    root.field(field.field())
                        .path(parameters.getPath().segment(field.field().getResultKey()))),
            field.fetcher() instanceof TrivialDataFetcher);
    DataFetcher<?> instrumented =
        context
            .getInstrumentation()
            .instrumentDataFetcher(
                field.fetcher(), fetchParameters, context.getInstrumentationState());
    return instrumented.equals(field.fetcher())
        ? field
        : fetched -> instrumented.get(fetched.copied());
  }

  private CompletableFuture<ExecutionResult> complete(
      CompiledOperation operation,
      QueryExecution execution,
      RootFields roots,
      Position root,
      ExecutionStrategyParameters parameters) {
    ExecutionContext context = execution.context();
    var json = new JsonBuffer(operation.usualLength());
    var writer = new ResponseDataWriter(execution, leaves, json);
    boolean isWhole;
    try {
      var fields = operation.root().fields();
      isWhole = writer.writeRoot(fields, roots.values(), root, parameters.getLocalContext());
    } catch (RuntimeException incomplete) { // or a fault that is GraphQL Java's to report
      return executeByFields(context, parameters);
    }
    operation.setUsualLength(json.length());
    if (isWhole && writer.errors().isEmpty()) {
      keepRepeatable(operation, context, parameters);
    }
    JsonBytes data = isWhole ? json.toJsonBytes() : null;
    return writer
        .errors()
        .report(context, (field, fault) -> handleFetchingException(field, parameters, fault))
        .thenApply(_ -> new ExecutionResultImpl(data, context.getErrors()));
  }

  private void keepRepeatable(
      CompiledOperation operation,
      ExecutionContext context,
      ExecutionStrategyParameters parameters) {
    Supplier<RepeatableQuery> query =
        () ->
            new RepeatableQuery(
                context, parameters.getExecutionStepInfo(), operation, leaves, lastFields());
    context.getGraphQLContext().put(RepeatableQuery.CONTEXT_KEY, query);
  }

  private CompletableFuture<ExecutionResult> executeByFields(
      ExecutionContext context, ExecutionStrategyParameters parameters) {
    return super.execute(context, parameters);
  }
}
