package io.existgraph.graphql;

import graphql.schema.DataFetchingEnvironment;
import io.existgraph.data.ListQuery;
import io.existgraph.data.ListQuery.Template;
import io.existgraph.data.ListResult;
import io.existgraph.model.AttributeName;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/// Pages of the lists that an attribute has.
final class AttributeLists {
  private AttributeLists() {}

  @SuppressWarnings("unchecked") // the template says which rows
  static <R, T> CompletableFuture<RelayConnection<T>> page(
      AttributeNode attribute,
      Template template,
      DataFetchingEnvironment environment,
      Function<R, T> toNode) {
    var key = attribute.scope().lists(template);
    return Loads.of(environment, key)
        .thenApply(
            loads -> {
              var rows = (ListResult.Known<R>) loads.get(key).get(attribute.name());
              return RelayConnection.of(query(template, attribute.name()), rows, toNode);
            });
  }

  @SuppressWarnings("unchecked") // the template says which rows
  static <R> ListQuery<R> query(Template template, AttributeName name) {
    return (ListQuery<R>) template.of(name);
  }
}
