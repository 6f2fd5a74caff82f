package io.existgraph.graphql;

import graphql.ExecutionResult;
import graphql.execution.instrumentation.InstrumentationContext;
import graphql.execution.instrumentation.InstrumentationState;
import graphql.execution.instrumentation.SimpleInstrumentationContext;
import graphql.execution.instrumentation.SimplePerformantInstrumentation;
import graphql.execution.instrumentation.parameters.InstrumentationExecuteOperationParameters;
import graphql.execution.instrumentation.parameters.InstrumentationFieldFetchParameters;
import graphql.language.OperationDefinition;
import graphql.schema.DataFetcher;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Begins the reading of an operation before its first field is fetched. One that is only to be
/// explained fetches nothing.
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
    Operation operation = Operation.in(context.getGraphQLContext());
    operation.tally().alsoTell(traces.in(context.getGraphQLContext()));
    var roots =
        context.getNormalizedQueryTree().get().getTopLevelFields().stream()
            .map(NormalizedFieldSelection::new)
            .toList();
    if (context.getOperationDefinition().getOperation() == OperationDefinition.Operation.QUERY) {
      operation.begin(roots);
    } else if (operation.isExplained()) {
      operation.explainWrites(roots);
    } else {
      operation.beginWrites(roots);
    }
    return SimpleInstrumentationContext.whenCompleted((_, _) -> operation.end());
  }

  @Override
  public DataFetcher<?> instrumentDataFetcher(
      DataFetcher<?> fetcher,
      InstrumentationFieldFetchParameters parameters,
      InstrumentationState state) {
    var environment = parameters.getEnvironment();
    boolean isRoot = environment.getExecutionStepInfo().getPath().getLevel() == 1;
    return isRoot && Operation.in(environment.getGraphQlContext()).isExplained()
        ? _ -> null
        : fetcher;
  }
}
