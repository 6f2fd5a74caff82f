package io.existgraph.data;

import io.existgraph.model.AttributeName;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One page of a listing. `size` is how many rows Exist sent, `rows` those of them that could be
/// read; `count` is Exist's own total.
public record ListPage<R>(List<R> rows, int size, boolean hasNext, @Nullable Integer count) {
  public ListPage {
    rows = IndexedRows.of(rows);
  }

  /// The rows about an attribute, in their order.
  public List<R> about(AttributeName attribute) {
    return IndexedRows.of(rows).about(attribute);
  }

  /// How many pages of this size the list has; null where Exist does not count.
  public @Nullable Integer pages() {
    return count == null || size == 0 ? null : (Integer) Math.ceilDiv(count, size);
  }

  /// What stands behind the last page.
  public static <R> ListPage<R> empty() {
    return new ListPage<>(List.of(), 0, false, null);
  }
}
