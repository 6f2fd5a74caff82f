package io.existgraph.exist.http;

import io.existgraph.exist.Failure;
import io.existgraph.exist.FailureException;
import io.netty.handler.timeout.ReadTimeoutException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;
import org.springframework.core.NestedExceptionUtils;
import reactor.netty.channel.AbortedException;
import reactor.netty.internal.shaded.reactor.pool.PoolAcquirePendingLimitException;
import reactor.netty.internal.shaded.reactor.pool.PoolAcquireTimeoutException;

/// The progress of an exchange, from which an error's meaning follows.
final class ExchangeProgress {
  /// The reason of a connection whose certificate is not trusted, expired, or of another host.
  static final String CERTIFICATE = "a certificate that does not verify";

  private static final int MAX_CAUSES = 20;

  private volatile boolean isRequestSent;
  private volatile @Nullable Integer status;

  /// The connection stands and the request is being written.
  void requestSent() {
    isRequestSent = true;
  }

  /// The head of a response arrived.
  void responseStarted(int responseStatus) {
    status = responseStatus;
  }

  /// Whether it was sent, and nothing of a response has arrived.
  boolean isSilent() {
    return isRequestSent && status == null;
  }

  NoResponseException noResponse(Throwable error) {
    if (!isRequestSent && hasCause(error, GeneralSecurityException.class)) {
      return new NoResponseException(new Failure.Unavailable(), false, false, CERTIFICATE);
    }
    Throwable cause = NestedExceptionUtils.getMostSpecificCause(error);
    return switch (cause) {
      case FailureException _, // no connection was free
          PoolAcquireTimeoutException _,
          PoolAcquirePendingLimitException _ ->
          new NoResponseException(new Failure.Overloaded(Duration.ofSeconds(1)), false, false);
      case ConnectException _, UnknownHostException _, SSLException _ when !isRequestSent ->
          new NoResponseException(new Failure.Unavailable(), false, true, "no connection");
      case TimeoutException _, ReadTimeoutException _ ->
          isRequestSent
              ? new NoResponseException(new Failure.Timeout(), true, false, "no answer in time")
              : new NoResponseException(new Failure.Unavailable(), false, false, "no connection");
      case AbortedException _, IOException _ ->
          new NoResponseException(
              status == null ? new Failure.Unavailable() : unreadable(),
              isRequestSent,
              true,
              "a connection that was cut");
      default -> new NoResponseException(unreadable(), isRequestSent, false);
    };
  }

  private static boolean hasCause(Throwable error, Class<? extends Throwable> type) {
    return Stream.iterate(error, Objects::nonNull, Throwable::getCause)
        .limit(MAX_CAUSES)
        .anyMatch(type::isInstance);
  }

  private Failure unreadable() {
    return new Failure.BadResponse(status, null);
  }
}
