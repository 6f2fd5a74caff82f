package io.existgraph.exist.http;

import io.existgraph.exist.Failure;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;

/// An exchange client that logs when Exist goes away, and when it is back: a warning each.
///
/// Exist is away when no connection can be made, or when several exchanges in a row had no answer
/// or a 5xx; it is back with the first answer of its own.
final class AvailabilityExchangeClient implements ExchangeClient {
  static final int MIN_FAILURES = 3;

  private static final Logger LOG = LoggerFactory.getLogger(AvailabilityExchangeClient.class);

  private final ExchangeClient next;
  private final AtomicInteger failures = new AtomicInteger();
  private @Nullable String away;

  AvailabilityExchangeClient(ExchangeClient next) {
    this.next = next;
  }

  @Override
  public Mono<ExistResponse> exchange(Exchange exchange) {
    return next.exchange(exchange)
        .doOnNext(this::record)
        .doOnError(NoResponseException.class, this::record);
  }

  private void record(ExistResponse response) {
    switch (response.outcome()) {
      case SERVER_ERROR -> failed("status " + response.status());
      case UNREADABLE -> {} // says nothing about Exist
      default -> answered();
    }
  }

  private void record(NoResponseException lost) {
    if (lost.failure() instanceof Failure.Unavailable && !lost.wasSent()) {
      goneAway(lost.reason());
    } else if (lost.failure() instanceof Failure.Unavailable
        || lost.failure() instanceof Failure.Timeout) {
      failed(lost.reason());
    }
  }

  private void failed(String reason) {
    if (failures.incrementAndGet() >= MIN_FAILURES) {
      goneAway(reason);
    }
  }

  /// A certificate is worth a warning of its own: it does not come back by itself.
  private synchronized void goneAway(String reason) {
    boolean isNews = away == null || !away.equals(ExchangeProgress.CERTIFICATE);
    if (away == null || (isNews && reason.equals(ExchangeProgress.CERTIFICATE))) {
      away = reason;
      LOG.warn("Exist is away: {}.", reason);
    }
  }

  private void answered() {
    failures.set(0);
    synchronized (this) {
      if (away != null) {
        away = null;
        LOG.warn("Exist is back.");
      }
    }
  }
}
