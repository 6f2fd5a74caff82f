package io.existgraph.exist;

import java.util.List;

/// What is still to be asked. `later` is how many more requests at most follow once the answers
/// tell names or counts; zero when this is all, and [#MANY] or more when it depends on names.
public record RequestPlan(List<ReadRequest> asks, int later) {
  /// More than any operation may send: what depends on names that are not known yet.
  public static final int MANY = 10_000;

  /// The pages that may follow of a list in which Exist may leave nothing out: more than any
  /// operation may send, and less than [#MANY].
  public static final int MANY_PAGES = 200;

  public RequestPlan {
    asks = List.copyOf(asks);
  }

  public boolean awaitsNames() {
    return later >= MANY;
  }

  public boolean isExact() {
    return later == 0;
  }
}
