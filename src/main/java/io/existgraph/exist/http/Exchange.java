package io.existgraph.exist.http;

import io.existgraph.credential.CallerId;
import io.existgraph.exist.ExchangeListener;
import io.existgraph.ratelimit.ReservedRequest;
import org.jspecify.annotations.Nullable;

/// One exchange with Exist, as it passes through the exchange clients.
///
/// `reservation` counts it in the rate limit of its caller; null without a credential, where no
/// limit of a caller applies. `attempt` counts from 1. `hasWaited` if it did not leave at once.
record Exchange(
    ExistRequest request,
    @Nullable ReservedRequest reservation,
    ExchangeListener listener,
    int attempt,
    boolean hasWaited) {
  Exchange {
    if ((reservation == null) != (request.credential() == null)) {
      throw new IllegalArgumentException("Only requests with a credential are reserved.");
    }
  }

  static Exchange first(
      ExistRequest request, @Nullable ReservedRequest reservation, ExchangeListener listener) {
    return new Exchange(request, reservation, listener, 1, false);
  }

  @Nullable CallerId caller() {
    return reservation == null ? null : reservation.caller();
  }

  Exchange afterWaiting() {
    return new Exchange(request, reservation, listener, attempt, true);
  }

  /// The next attempt, with a reservation of its own.
  Exchange retry(ReservedRequest next) {
    return new Exchange(request, next, listener, attempt + 1, true);
  }
}
