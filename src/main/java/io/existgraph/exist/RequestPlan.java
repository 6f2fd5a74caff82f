package io.existgraph.exist;

import java.util.List;
import java.util.Set;

/// The requests that are missing, and a bound on those that may follow.
///
/// Once the requests are answered, at most `maxFollowUps` more are needed; beside these
/// `perAttribute` for each attribute whose name is not known yet (`awaitsNames`), and for lists of
/// unknown length (`isOpen`). The responses of the `counting` requests reduce the number; `pages`
/// says how it may grow.
public record RequestPlan(
    List<ReadRequest> requests,
    int maxFollowUps,
    boolean awaitsNames,
    int perAttribute,
    boolean isOpen,
    Set<ReadRequest> counting,
    PageEstimate pages) {
  public RequestPlan {
    requests = List.copyOf(requests);
    counting = Set.copyOf(counting);
  }

  /// Whether nothing follows.
  public boolean isExact() {
    return maxFollowUps == 0 && !awaitsNames && !isOpen;
  }

  /// The number of requests in all, if so many attributes turn out to be meant.
  public int bound(int sent, int attributes) {
    return (int) Math.min(Integer.MAX_VALUE, bound(sent) + (long) perAttribute * attributes);
  }

  /// The number of requests in all, at most, as far as names and lengths are known; `sent` is the
  /// number of those sent before and of this plan.
  public int bound(int sent) {
    return sent + maxFollowUps;
  }
}
