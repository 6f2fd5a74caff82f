package io.existgraph.upstream;

import io.existgraph.model.AttributeName;
import io.existgraph.model.Correlation;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The latest correlations of two attributes, out of whatever tells of them.
record Pairs(Facts facts, Facts.Lists lists) {

  /// One row, none where Exist found none; null while nothing is known.
  Rows.@Nullable Known<Correlation> latest(AttributeName one, AttributeName other) {
    Rows.Known<Correlation> told = toldOf(one, other);
    if (told != null) {
      return told;
    }
    Rows.Known<Correlation> theirs = toldOf(other, one);
    return theirs == null
        ? null
        : first(theirs.rows().stream().map(it -> it.reversed(one)), theirs.from());
  }

  /// By itself, or in the list of the first: among its latest rows, else in all of it.
  private Rows.@Nullable Known<Correlation> toldOf(AttributeName one, AttributeName other) {
    Topic<List<Correlation>> topic = new Topic.PairOf(one, other);
    List<Correlation> told = facts.get(topic);
    if (told != null) {
      return first(told.stream(), Set.of(topic));
    }
    RowsQuery<Correlation> latest = RowsQuery.latestOf(one);
    Rows.Known<Correlation> among = among(facts.rows(latest), other);
    return among == null
        ? among(facts.whole(it -> new Topic.RowsOf<>(lists.kept(latest.listing()), it)), other)
        : among;
  }

  private static Rows.@Nullable Known<Correlation> among(
      Rows<Correlation> rows, AttributeName other) {
    if (!(rows instanceof Rows.Known<Correlation> known)) {
      return null;
    }
    Rows.Known<Correlation> found =
        first(known.rows().stream().filter(it -> other.equals(it.attribute2())), known.from());
    return found.rows().isEmpty() && known.hasNext() ? null : found;
  }

  private static Rows.Known<Correlation> first(Stream<Correlation> rows, Set<Topic<?>> from) {
    return new Rows.Known<>(rows.limit(1).toList(), 0, false, null, from);
  }
}
