package io.existgraph.graphql;

import graphql.ExecutionResult;
import graphql.execution.AbortExecutionException;
import graphql.execution.instrumentation.InstrumentationContext;
import graphql.execution.instrumentation.InstrumentationState;
import graphql.execution.instrumentation.SimpleInstrumentationContext;
import graphql.execution.instrumentation.SimplePerformantInstrumentation;
import graphql.execution.instrumentation.parameters.InstrumentationExecuteOperationParameters;
import graphql.execution.instrumentation.parameters.InstrumentationFieldFetchParameters;
import graphql.language.OperationDefinition;
import graphql.schema.DataFetcher;
import io.existgraph.exist.Failure;
import io.existgraph.graphql.execution.JsonBytes;
import io.existgraph.operation.planning.SelectedField;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// An instrumentation that starts the reads of an operation before its first field is fetched. One
/// that is only to be explained fetches nothing, and no field with invalid arguments is fetched.
@Component
class OperationInstrumentation extends SimplePerformantInstrumentation {
  private final ExchangeTracing traces;

  OperationInstrumentation(ExchangeTracing traces) {
    this.traces = traces;
  }

  @Override
  public @Nullable InstrumentationContext<ExecutionResult> beginExecuteOperation(
      InstrumentationExecuteOperationParameters parameters, InstrumentationState state) {
    var context = parameters.getExecutionContext();
    String misplaced = NullVariableFinder.misplaced(context);
    if (misplaced != null) {
      throw new AbortExecutionException("Variable '" + misplaced + "' must not be null here.");
    }
    Operation operation = Operation.in(context.getGraphQLContext());
    operation.stats().alsoTell(traces.in(context.getGraphQLContext()));
    SelectionTree selection =
        operation.select(context.getNormalizedQueryTree().get(), context.getDataLoaderRegistry());
    if (selection.hasInvalidFields()) { // each data fetcher has to be instrumented
      context.getGraphQLContext().put(JsonBytes.ACCEPTED, false);
    }
    begin(operation, selection.roots(), context.getOperationDefinition().getOperation());
    return SimpleInstrumentationContext.whenCompleted((_, _) -> operation.end());
  }

  private static void begin(
      Operation operation, List<SelectedField> roots, OperationDefinition.Operation kind) {
    if (!operation.request().isAuthenticated()) {
      return;
    }
    SelectionLookAhead lookAhead = new SelectionLookAhead(operation.caller().id());
    if (kind == OperationDefinition.Operation.QUERY) {
      operation.reads().begin(lookAhead, roots);
    } else {
      operation.writes().begin(lookAhead, roots);
    }
  }

  @Override
  public DataFetcher<?> instrumentDataFetcher(
      DataFetcher<?> fetcher,
      InstrumentationFieldFetchParameters parameters,
      InstrumentationState state) {
    Operation operation = Operation.in(parameters.getExecutionContext().getGraphQLContext());
    if (!operation.request().isExplained()) {
      return operation.hasInvalidFields() ? checked(fetcher) : fetcher;
    }
    var path = parameters.getEnvironment().getExecutionStepInfo().getPath();
    return path.getLevel() == 1 ? _ -> null : fetcher;
  }

  private static DataFetcher<?> checked(DataFetcher<?> fetcher) {
    return environment -> {
      Failure failure = Operation.selected(environment).failure();
      if (failure != null) {
        throw failure.asException();
      }
      return fetcher.get(environment);
    };
  }
}
