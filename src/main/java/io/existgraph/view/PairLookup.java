package io.existgraph.view;

import io.existgraph.data.CacheKey;
import io.existgraph.data.ListQuery;
import io.existgraph.data.ListResult;
import io.existgraph.model.AttributeName;
import io.existgraph.model.Correlation;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The latest correlations of two attributes, out of whatever tells of them.
record PairLookup(CacheView facts, CacheView.Lists lists) {

  /// One row, none where Exist found none; null while nothing is known.
  ListResult.@Nullable Known<Correlation> latest(AttributeName one, AttributeName other) {
    ListResult.Known<Correlation> told = toldOf(one, other);
    if (told != null) {
      return told;
    }
    ListResult.Known<Correlation> theirs = toldOf(other, one);
    return theirs == null
        ? null
        : first(theirs.rows().stream().map(it -> it.reversed(one)), theirs.from());
  }

  /// By itself, or in the list of the first: among its latest rows, else in all of it.
  private ListResult.@Nullable Known<Correlation> toldOf(AttributeName one, AttributeName other) {
    CacheKey<List<Correlation>> topic = new CacheKey.PairOf(one, other);
    List<Correlation> told = facts.get(topic);
    if (told != null) {
      return first(told.stream(), Set.of(topic));
    }
    ListQuery<Correlation> latest = ListQuery.latestOf(one);
    ListResult.Known<Correlation> among = among(facts.rows(latest), other);
    return among == null
        ? among(facts.whole(it -> new CacheKey.RowsOf<>(lists.kept(latest.listing()), it)), other)
        : among;
  }

  private static ListResult.@Nullable Known<Correlation> among(
      ListResult<Correlation> rows, AttributeName other) {
    if (!(rows instanceof ListResult.Known<Correlation> known)) {
      return null;
    }
    ListResult.Known<Correlation> found =
        first(known.rows().stream().filter(it -> other.equals(it.attribute2())), known.from());
    return found.rows().isEmpty() && known.hasNext() ? null : found;
  }

  private static ListResult.Known<Correlation> first(
      Stream<Correlation> rows, Set<CacheKey<?>> from) {
    return new ListResult.Known<>(rows.limit(1).toList(), 0, false, null, from);
  }
}
