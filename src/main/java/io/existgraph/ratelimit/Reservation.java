package io.existgraph.ratelimit;

import java.time.Duration;

/// The result of reserving a number of upstream requests, all of them or none, or of admitting a
/// reserved one.
public sealed interface Reservation {
  /// Each of the requests must be committed or released once.
  record Granted(int requests) implements Reservation {}

  /// None is reserved. Retrying earlier than `retryAfter` is in vain.
  record Refused(Duration retryAfter) implements Reservation {}

  /// None is reserved, because Exist has just rejected the credential (401).
  record Rejected() implements Reservation {}
}
