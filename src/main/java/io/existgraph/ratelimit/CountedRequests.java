package io.existgraph.ratelimit;

import java.time.Instant;
import java.util.Collection;
import java.util.List;

/// The requests that count in a window at one moment: reserved ones, and the expiry times of
/// finished ones, in no order.
record CountedRequests(int reserved, List<Instant> expiries) {
  static final CountedRequests NONE = new CountedRequests(0, List.of());

  static CountedRequests sum(Collection<CountedRequests> parts) {
    return new CountedRequests(
        parts.stream().mapToInt(CountedRequests::reserved).sum(),
        parts.stream().flatMap(part -> part.expiries.stream()).toList());
  }

  int total() {
    return reserved + expiries.size();
  }
}
