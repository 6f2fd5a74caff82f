package io.existgraph.exist;

import java.util.List;
import java.util.Set;

/// What is still to be asked. `later` is how many more requests at most follow once the answers
/// arrive, and [#MANY] or more when that depends on names. `counts` are those asks whose answers
/// reduce it; `isOpen` when beside it there are lists of unknown length.
public record RequestPlan(
    List<ReadRequest> asks, int later, Set<ReadRequest> counts, boolean isOpen) {
  /// More than any operation may send: what depends on names that are not known yet.
  public static final int MANY = 10_000;

  /// Pages of a list that are a bound worth reckoning with; a list that may have more is open.
  public static final int FEW_PAGES = 10;

  public RequestPlan {
    asks = List.copyOf(asks);
    counts = Set.copyOf(counts);
  }

  public boolean awaitsNames() {
    return later >= MANY;
  }

  public boolean isExact() {
    return later == 0 && !isOpen;
  }

  /// How many requests are needed in all, at most, beside what names and lengths bring.
  public int bound(int asked) {
    return asked + later % MANY;
  }
}
