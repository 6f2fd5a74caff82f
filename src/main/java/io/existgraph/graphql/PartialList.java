package io.existgraph.graphql;

import graphql.GraphQLError;
import graphql.execution.DataFetcherResult;
import graphql.schema.DataFetchingEnvironment;
import io.existgraph.exist.FailureException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// A list whose elements are resolved independently: one that fails is null, with an error at its
/// index.
final class PartialList {
  private PartialList() {}

  static <K> DataFetcherResult<List<@Nullable Object>> of(
      List<K> keys, Function<K, @Nullable Object> finder, DataFetchingEnvironment environment) {
    List<@Nullable Object> found = new ArrayList<>();
    List<GraphQLError> errors = new ArrayList<>();
    for (int i = 0; i < keys.size(); i++) {
      try {
        found.add(finder.apply(keys.get(i)));
      } catch (FailureException failed) {
        found.add(null);
        var path = environment.getExecutionStepInfo().getPath().segment(i);
        errors.add(FailureExceptionResolver.of(failed.failure(), path, environment));
      }
    }
    return DataFetcherResult.<List<@Nullable Object>>newResult().data(found).errors(errors).build();
  }
}
