package io.existgraph.ratelimit;

import java.time.Duration;
import java.util.List;

/// The result of reserving a number of upstream requests, all of them or none.
public sealed interface Reservation {
  /// Each of the requests must be committed or released.
  record Granted(List<ReservedRequest> requests) implements Reservation {
    public Granted {
      requests = List.copyOf(requests);
    }
  }

  /// None is reserved, nor will any be before `retryAfter` has passed.
  record Refused(Duration retryAfter) implements Reservation, Admission {}

  /// None is reserved, because Exist has just rejected the credential (401).
  record Rejected() implements Reservation, Admission {}
}
