package io.existgraph.graphql.execution;

import graphql.schema.DataFetcher;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Data fetchers that compiled queries call by themselves, by the names of object type and field.
/// Those of the schema are decorated by Spring, which restores thread locals and the Reactor
/// context for each field; these need neither.
public record DirectFetchers(Map<String, Map<String, DataFetcher<?>>> byType) {
  static final DirectFetchers NONE = new DirectFetchers(Map.of());

  public DirectFetchers {
    byType = Map.copyOf(byType);
  }

  @Nullable DataFetcher<?> of(String type, String field) {
    return byType.getOrDefault(type, Map.of()).get(field);
  }
}
