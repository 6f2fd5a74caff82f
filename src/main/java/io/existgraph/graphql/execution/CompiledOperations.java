package io.existgraph.graphql.execution;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import graphql.execution.ExecutionContext;
import graphql.language.OperationDefinition;
import graphql.schema.GraphQLSchema;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// The operations that were compiled, for as long as their documents are remembered elsewhere.
final class CompiledOperations {
  private static final int MAX_OPERATIONS = 1_000;

  /// Of one operation, by the values of its conditions.
  private static final int MAX_VARIANTS = 16;

  /// An operation by the values of its conditions, the variables `conditions`.
  private record Variants(
      DirectFetchers direct,
      Set<String> conditions,
      Map<Map<String, Object>, CompiledOperation> all) {
    CompiledOperation of(ExecutionContext context) {
      Map<String, Object> values = new HashMap<>(context.getCoercedVariables().toMap());
      values.keySet().retainAll(conditions);
      CompiledOperation known = all.get(values);
      if (known != null && known.isOf(context.getGraphQLSchema())) {
        return known;
      }
      if (all.size() >= MAX_VARIANTS) {
        all.clear();
      }
      CompiledOperation compiled = compile(context, direct, values);
      all.put(values, compiled);
      return compiled;
    }
  }

  /// Weak keys are compared by identity.
  private final Cache<OperationDefinition, Variants> known =
      Caffeine.newBuilder().weakKeys().maximumSize(MAX_OPERATIONS).build();

  private final DirectFetchers direct;

  CompiledOperations(DirectFetchers direct) {
    this.direct = direct;
  }

  CompiledOperation of(ExecutionContext context) {
    return known
        .get(
            context.getOperationDefinition(),
            operation ->
                new Variants(
                    direct,
                    ConditionVariables.of(operation, context.getFragmentsByName().values()),
                    new ConcurrentHashMap<>()))
        .of(context);
  }

  private static CompiledOperation compile(
      ExecutionContext context, DirectFetchers direct, Map<String, Object> conditions) {
    GraphQLSchema schema = context.getGraphQLSchema();
    var compiler = new SelectionCompiler(schema, direct, context.getFragmentsByName(), conditions);
    SelectionSet root = compiler.selected(schema.getQueryType(), context.getOperationDefinition());
    return new CompiledOperation(schema, compiler, root);
  }
}
