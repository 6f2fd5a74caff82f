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
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Begins the reading of an operation before its first field is fetched. One that is only to be
/// explained fetches nothing, and no field with bad arguments is fetched.
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
    String misplaced = NullVariables.misplaced(context);
    if (misplaced != null) {
      throw new AbortExecutionException("Variable '" + misplaced + "' must not be null here.");
    }
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
    if (isRoot && Operation.in(environment.getGraphQlContext()).isExplained()) {
      return _ -> null;
    }
    return environment.getFieldDefinition().getArguments().isEmpty() ? fetcher : checked(fetcher);
  }

  private static DataFetcher<?> checked(DataFetcher<?> fetcher) {
    return environment -> {
      Failure objection =
          Operation.in(environment.getGraphQlContext())
              .objection(environment.getField().getName(), environment.getArguments());
      if (objection != null) {
        throw objection.asException();
      }
      return fetcher.get(environment);
    };
  }
}
