package io.existgraph.graphql.execution;

import graphql.schema.DataFetchingEnvironment;
import graphql.schema.GraphQLFieldDefinition;
import graphql.schema.LightDataFetcher;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// A data fetcher of a value that depends on its source object alone. Compiled selections call its
/// function without an environment.
@SuppressWarnings("NullAway") // null is a value of every fetcher; the type variable does not say so
public record SourceDataFetcher<S>(Function<S, ? extends @Nullable Object> read)
    implements LightDataFetcher<@Nullable Object> {

  @Override
  public @Nullable Object get(DataFetchingEnvironment environment) {
    return read(environment.getSource());
  }

  @Override
  public @Nullable Object get(
      GraphQLFieldDefinition field, Object source, Supplier<DataFetchingEnvironment> environment) {
    return read(source);
  }

  @SuppressWarnings("unchecked") // the objects of a type are of one class
  private @Nullable Object read(@Nullable Object source) {
    return source == null ? null : read.apply((S) source);
  }
}
