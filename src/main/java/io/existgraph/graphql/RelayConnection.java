package io.existgraph.graphql;

import io.existgraph.data.ListQuery;
import io.existgraph.data.ListQuery.Position;
import io.existgraph.data.ListResult;
import io.existgraph.relay.CursorCodec;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// A page of rows as Relay wants it.
record RelayConnection<T>(List<Edge<T>> edges, PageInfo pageInfo, @Nullable Integer totalCount) {
  record Edge<T>(String cursor, T node) {}

  record PageInfo(
      boolean hasNextPage,
      boolean hasPreviousPage,
      @Nullable String startCursor,
      @Nullable String endCursor) {}

  public List<T> nodes() {
    return edges.stream().map(Edge::node).toList();
  }

  static <R, T> RelayConnection<T> of(
      ListQuery<R> query, ListResult.Known<R> rows, Function<R, T> toNode) {
    List<Edge<T>> edges = new ArrayList<>();
    for (R row : rows.rows()) {
      int place = rows.offset() + edges.size();
      Position position = new Position(query.scope(), place, query.listing().identity(row));
      edges.add(new Edge<>(CursorCodec.of(position), toNode.apply(row)));
    }
    PageInfo page =
        new PageInfo(
            rows.hasNext(),
            query.after() != null,
            edges.isEmpty() ? null : edges.getFirst().cursor(),
            edges.isEmpty() ? null : edges.getLast().cursor());
    return new RelayConnection<>(edges, page, rows.total());
  }
}
