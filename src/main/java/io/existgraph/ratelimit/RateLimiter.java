package io.existgraph.ratelimit;

import io.existgraph.credential.CallerId;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// The hourly allowance of upstream requests of each caller.
public interface RateLimiter {
  /// Sets that many requests aside, if that many are left.
  Reservation take(CallerId caller, int requests, RequestPriority purpose);

  /// A request that was set aside has been sent and has ended, well or badly. `lingering` is how
  /// much later than now Exist may still count it: zero when it was answered.
  void spent(CallerId caller, Duration lingering);

  /// A request that was set aside was not needed, or never left.
  void unused(CallerId caller);

  /// Exist answered normally, so a pause without a stated end is over.
  void accepted(CallerId caller);

  /// Exist refused the caller (429): nothing is sent until then. Without a stated end the pause
  /// grows from one refusal to the next.
  void refused(CallerId caller, @Nullable Duration retryAfter);

  /// How long nothing may be sent for this caller; zero when it may.
  Duration pause(CallerId caller);

  /// Whether a request that was set aside may leave now. Of those that were set aside together
  /// before Exist refused or rejected the caller, `atOnce` leave all the same.
  Reservation depart(CallerId caller, int atOnce);

  /// How many exchanges may run at once: one while a pause or a rejection is being probed.
  int width(CallerId caller, int usual);

  /// What is left; reading it costs nothing.
  RateLimitStatus allowance(CallerId caller);

  /// Exist rejected the credential (401): nothing is sent for a minute, then one request probes. It
  /// counts all the same, but of callers whom Exist never accepted there may be any number: their
  /// hours may be dropped.
  void unknown(CallerId caller);

  /// Whether Exist rejected the credential within the last minute.
  boolean isRejected(CallerId caller);

  /// Drops the caller's hour.
  void forget(CallerId caller);
}
