package io.existgraph.view;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.existgraph.data.ListPage;
import io.existgraph.model.AttributeName;
import io.existgraph.model.Correlation;
import io.existgraph.model.Insight;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// An index of a cached page's rows by the attributes that they are about, in the order of the
/// page, so that a list over all attributes is not searched anew for each of them. Made when it is
/// used first, and kept as long as the page is.
record RowsByAttribute<R>(Map<AttributeName, List<R>> rows) {
  private static final Cache<ListPage<?>, RowsByAttribute<?>> BY_PAGE =
      Caffeine.newBuilder().weakKeys().executor(Runnable::run).build();

  @SuppressWarnings("unchecked") // a page's index has rows of the page
  static <R> RowsByAttribute<R> of(ListPage<R> page) {
    return (RowsByAttribute<R>)
        Objects.requireNonNull(BY_PAGE.get(page, made -> indexed(made.rows())));
  }

  private static <R> RowsByAttribute<R> indexed(List<R> all) {
    Map<AttributeName, List<R>> rows = new HashMap<>();
    for (R row : all) {
      AttributeName first = attribute(row);
      if (first != null) {
        rows.computeIfAbsent(first, _ -> new ArrayList<>()).add(row);
      }
      AttributeName second = row instanceof Correlation both ? both.attribute2() : null;
      if (second != null && !second.equals(first)) {
        rows.computeIfAbsent(second, _ -> new ArrayList<>()).add(row);
      }
    }
    return new RowsByAttribute<>(rows);
  }

  private static @Nullable AttributeName attribute(@Nullable Object row) {
    return switch (row) {
      case Insight insight when insight.type().attribute() != null ->
          insight.type().attribute().name();
      case Correlation correlation -> correlation.attribute();
      case null, default -> null;
    };
  }

  List<R> about(AttributeName attribute) {
    return rows.getOrDefault(attribute, List.of());
  }
}
