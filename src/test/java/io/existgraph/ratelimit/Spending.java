package io.existgraph.ratelimit;

import static org.assertj.core.api.Assertions.assertThat;

import io.existgraph.credential.CallerId;
import java.time.Duration;
import java.util.List;

/// Requests that count although nothing is sent.
public final class Spending {
  private Spending() {}

  /// Reserves requests for reads and commits them.
  public static void spend(RateLimiter limiter, CallerId caller, int requests) {
    reserve(limiter, caller, requests).forEach(request -> request.commit(Duration.ZERO));
  }

  /// Reserves requests for reads.
  public static List<ReservedRequest> reserve(RateLimiter limiter, CallerId caller, int requests) {
    var reservation = limiter.reserve(caller, requests, RequestPriority.READ).block();
    assertThat(reservation).isInstanceOf(Reservation.Granted.class);
    return ((Reservation.Granted) reservation).requests();
  }
}
