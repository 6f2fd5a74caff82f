package io.existgraph.data;

import io.existgraph.model.AttributeName;
import io.existgraph.model.Correlation;
import io.existgraph.model.Insight;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.RandomAccess;
import org.jspecify.annotations.Nullable;

/// An unmodifiable list of a page's rows with an index by the attributes that they are about, so
/// that a list over all attributes is not searched anew for each of them. The index is made when it
/// is used first.
final class IndexedRows<R> extends AbstractList<R> implements RandomAccess {
  private final List<R> rows;
  private volatile @Nullable Map<AttributeName, List<R>> byAttribute;

  private IndexedRows(List<R> rows) {
    this.rows = rows;
  }

  static <R> IndexedRows<R> of(List<R> rows) {
    return rows instanceof IndexedRows<R> indexed ? indexed : new IndexedRows<>(rows);
  }

  @Override
  public R get(int index) {
    return rows.get(index);
  }

  @Override
  public int size() {
    return rows.size();
  }

  /// The rows about an attribute, in their order.
  List<R> about(AttributeName attribute) {
    Map<AttributeName, List<R>> index = byAttribute;
    if (index == null) {
      index = indexed();
      byAttribute = index;
    }
    return index.getOrDefault(attribute, List.of());
  }

  private Map<AttributeName, List<R>> indexed() {
    Map<AttributeName, List<R>> index = new HashMap<>();
    for (R row : rows) {
      AttributeName first = attribute(row);
      if (first != null) {
        index.computeIfAbsent(first, _ -> new ArrayList<>()).add(row);
      }
      AttributeName second = row instanceof Correlation both ? both.attribute2() : null;
      if (second != null && !second.equals(first)) {
        index.computeIfAbsent(second, _ -> new ArrayList<>()).add(row);
      }
    }
    return index;
  }

  private static @Nullable AttributeName attribute(@Nullable Object row) {
    return switch (row) {
      case Insight insight when insight.type().attribute() != null ->
          insight.type().attribute().name();
      case Correlation correlation -> correlation.attribute();
      case null, default -> null;
    };
  }
}
