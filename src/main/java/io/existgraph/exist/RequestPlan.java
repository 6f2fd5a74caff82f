package io.existgraph.exist;

import java.util.List;
import java.util.Set;

/// The requests that are missing, and a bound on those that may follow.
///
/// @param maxFollowUps how many more are needed at most once the requests are answered, as far as
///   names and lengths are known
/// @param awaitsNames whether more follow for each attribute whose name is not known yet
/// @param maxUnnamed how many these are at most
/// @param maxOpenPages how many follow at most for lists of unknown length
/// @param counting the requests whose responses reduce what may follow
/// @param pages how the number of pages may grow
public record RequestPlan(
    List<ReadRequest> requests,
    int maxFollowUps,
    boolean awaitsNames,
    int maxUnnamed,
    int maxOpenPages,
    Set<ReadRequest> counting,
    PageEstimate pages) {
  public RequestPlan {
    requests = List.copyOf(requests);
    counting = Set.copyOf(counting);
  }

  /// Whether nothing follows.
  public boolean isExact() {
    return most() == requests.size() && !awaitsNames;
  }

  /// Whether lists of unknown length are among what may follow.
  public boolean isOpen() {
    return maxOpenPages > 0;
  }

  /// The number of requests in all, at most, as far as names and lengths are known; `sent` is the
  /// number of those sent before and of this plan.
  public int bound(int sent) {
    return sent + maxFollowUps;
  }

  /// Whether all names and lengths are known that the number of requests depends on.
  public boolean isBounded() {
    return most() == bound(requests.size());
  }

  /// The number of requests in all, at most, whatever names and lengths turn out to be.
  public int most() {
    return bound(requests.size()) + maxUnnamed + maxOpenPages + pages.maxFurther();
  }
}
