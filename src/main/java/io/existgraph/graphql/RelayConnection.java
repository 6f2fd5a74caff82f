package io.existgraph.graphql;

import graphql.schema.DataFetchingEnvironment;
import io.existgraph.data.ListQuery;
import io.existgraph.data.ListQuery.ListQueryTemplate;
import io.existgraph.data.ListResult;
import io.existgraph.operation.planning.SelectedField;
import io.existgraph.relay.CursorCodec;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// A page of rows as a connection of the Relay specification.
record RelayConnection<T>(List<Edge<T>> edges, PageInfo pageInfo, @Nullable Integer totalCount) {
  record Edge<T>(Supplier<String> position, T node) {
    public String cursor() {
      return position.get();
    }
  }

  record PageInfo(boolean hasNextPage, boolean hasPreviousPage, List<? extends Edge<?>> edges) {
    public @Nullable String startCursor() {
      return edges.isEmpty() ? null : edges.getFirst().cursor();
    }

    public @Nullable String endCursor() {
      return edges.isEmpty() ? null : edges.getLast().cursor();
    }
  }

  public List<T> nodes() {
    return edges.stream().map(Edge::node).toList();
  }

  static <R, T> RelayConnection<T> of(
      ListQuery<R> query, ListResult.KnownRows<R> rows, Function<R, T> toNode) {
    List<Edge<T>> edges = new ArrayList<>(rows.rows().size());
    for (R row : rows.rows()) {
      int index = edges.size();
      edges.add(new Edge<>(() -> CursorCodec.of(rows.position(query, index)), toNode.apply(row)));
    }
    PageInfo page = new PageInfo(rows.hasNext(), query.after() != null, edges);
    return new RelayConnection<>(edges, page, rows.total());
  }

  /// A page of a list that an attribute has.
  @SuppressWarnings("unchecked") // the template says which rows
  static <R, T> CompletableFuture<RelayConnection<T>> ofAttribute(
      AttributeNode attribute,
      Function<SelectedField, ListQueryTemplate> parser,
      DataFetchingEnvironment environment,
      Function<R, T> toNode) {
    ListQueryTemplate template = Operation.selected(environment).parsed(parser);
    ListQuery<R> query = (ListQuery<R>) template.of(attribute.name());
    var key = attribute.scope().lists(template);
    return FieldLoads.of(environment, key)
        .thenApply(
            loads -> {
              var rows = (ListResult.KnownRows<R>) loads.get(key).get(attribute.name());
              return RelayConnection.of(query, rows, toNode);
            });
  }
}
