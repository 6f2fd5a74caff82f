package io.existgraph.graphql.execution;

import graphql.GraphQLContext;
import graphql.execution.ExecutionContext;
import graphql.execution.ExecutionId;
import graphql.language.Document;
import graphql.language.FragmentDefinition;
import graphql.language.OperationDefinition;
import graphql.schema.DataFetchingEnvironment;
import graphql.schema.GraphQLSchema;
import java.util.Locale;
import java.util.Map;
import org.dataloader.DataLoader;
import org.dataloader.DataLoaderRegistry;
import org.jspecify.annotations.Nullable;

/// The part of a data fetcher's environment that is the same for all fields of an execution.
@SuppressWarnings("TypeParameterUnusedInFormals") // as the interface declares its getters
abstract class ExecutionEnvironment implements DataFetchingEnvironment {
  final QueryExecution execution;

  ExecutionEnvironment(QueryExecution execution) {
    this.execution = execution;
  }

  final ExecutionContext context() {
    return execution.context();
  }

  @Override
  @Deprecated
  @SuppressWarnings("NullAway")
  public <T> T getContext() {
    return context().getContext();
  }

  @Override
  public GraphQLContext getGraphQlContext() {
    return execution.request();
  }

  @Override
  @SuppressWarnings("NullAway")
  public <T> T getRoot() {
    return context().getRoot();
  }

  @Override
  public GraphQLSchema getGraphQLSchema() {
    return context().getGraphQLSchema();
  }

  @Override
  public Map<String, FragmentDefinition> getFragmentsByName() {
    return context().getFragmentsByName();
  }

  @Override
  public ExecutionId getExecutionId() {
    return context().getExecutionId();
  }

  @Override
  public <K, V> @Nullable DataLoader<K, V> getDataLoader(String name) {
    return execution.dataLoader(name);
  }

  @Override
  public DataLoaderRegistry getDataLoaderRegistry() {
    return context().getDataLoaderRegistry();
  }

  @Override
  public Locale getLocale() {
    return context().getLocale();
  }

  @Override
  public OperationDefinition getOperationDefinition() {
    return context().getOperationDefinition();
  }

  @Override
  public Document getDocument() {
    return context().getDocument();
  }

  @Override
  public Map<String, Object> getVariables() {
    return context().getCoercedVariables().toMap();
  }
}
