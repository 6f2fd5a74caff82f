package io.existgraph.ratelimit;

import java.time.Duration;

/// The answer to a wish for a number of upstream requests, or for one of them to leave: all of them
/// or none.
public sealed interface Reservation {
  /// Each of the requests must later be told as spent or unused.
  record Granted(int requests) implements Reservation {}

  /// Nothing may be sent; the wish can be granted after that time at the earliest.
  record Refused(Duration retryAfter) implements Reservation {}

  /// Nothing may be sent, because Exist has just rejected the credential (401).
  record Rejected() implements Reservation {}
}
