package io.existgraph.view;

import io.existgraph.data.CacheKey;
import io.existgraph.data.ListQuery;
import io.existgraph.data.ListResource;
import io.existgraph.data.ListResult;
import io.existgraph.model.AttributeName;
import io.existgraph.model.Correlation;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Lookup of the latest correlation of two attributes, in every cached response that may have it.
record CorrelationLookup(CacheView view, UpstreamLists lists) {

  /// One row, none where Exist found none; null while nothing is known.
  ListResult.@Nullable KnownRows<Correlation> latest(AttributeName one, AttributeName other) {
    ListResult.KnownRows<Correlation> direct = asSeenFrom(one, other);
    if (direct != null) {
      return direct;
    }
    ListResult.KnownRows<Correlation> theirs = asSeenFrom(other, one);
    return theirs == null
        ? null
        : first(theirs.rows().stream().map(row -> row.reversed(one)), theirs.from());
  }

  /// By itself, or in the list of the first: among its latest rows, else in all of it.
  private ListResult.@Nullable KnownRows<Correlation> asSeenFrom(
      AttributeName one, AttributeName other) {
    CacheKey<List<Correlation>> key = new CacheKey.CorrelationPair(one, other);
    List<Correlation> pair = view.get(key);
    if (pair != null) {
      return first(pair.stream(), Set.of(key));
    }
    ListQuery<Correlation> latest = ListQuery.latestOf(one);
    ListResult.KnownRows<Correlation> found = firstWith(other, view.rows(latest));
    return found == null ? firstWith(other, all(lists.kept(latest.listing()))) : found;
  }

  private ListResult<Correlation> all(ListResource<Correlation> list) {
    return view.whole(page -> new CacheKey.RowsOf<>(list, page));
  }

  private static ListResult.@Nullable KnownRows<Correlation> firstWith(
      AttributeName other, ListResult<Correlation> rows) {
    if (!(rows instanceof ListResult.KnownRows<Correlation> known)) {
      return null;
    }
    ListResult.KnownRows<Correlation> found =
        first(known.rows().stream().filter(row -> other.equals(row.attribute2())), known.from());
    return found.rows().isEmpty() && known.hasNext() ? null : found;
  }

  private static ListResult.KnownRows<Correlation> first(
      Stream<Correlation> rows, Set<CacheKey<?>> from) {
    return new ListResult.KnownRows<>(rows.limit(1).toList(), 0, false, null, from);
  }
}
