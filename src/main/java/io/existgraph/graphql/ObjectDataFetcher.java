package io.existgraph.graphql;

import graphql.schema.DataFetcher;
import graphql.schema.DataFetchingEnvironment;
import org.jspecify.annotations.Nullable;
import org.springframework.core.ResolvableType;
import org.springframework.graphql.execution.SelfDescribingDataFetcher;

/// A data fetcher of a field table, with the type of its objects for the inspection of the schema.
@SuppressWarnings(
    "NullAway") // null is a value of every fetcher; Spring's type variable does not say so
record ObjectDataFetcher(
    String description, ResolvableType returnType, DataFetcher<@Nullable Object> fetcher)
    implements SelfDescribingDataFetcher<@Nullable Object> {

  @Override
  public String getDescription() {
    return description;
  }

  @Override
  public ResolvableType getReturnType() {
    return returnType;
  }

  @Override
  public @Nullable Object get(DataFetchingEnvironment environment) throws Exception {
    return fetcher.get(environment);
  }
}
