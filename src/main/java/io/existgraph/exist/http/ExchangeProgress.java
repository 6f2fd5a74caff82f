package io.existgraph.exist.http;

import io.existgraph.exist.Failure;
import io.existgraph.exist.FailureException;
import io.netty.handler.timeout.ReadTimeoutException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;
import org.springframework.core.NestedExceptionUtils;
import reactor.netty.channel.AbortedException;
import reactor.netty.internal.shaded.reactor.pool.PoolAcquirePendingLimitException;
import reactor.netty.internal.shaded.reactor.pool.PoolAcquireTimeoutException;

/// How far an exchange has come, which tells what a fault means.
final class ExchangeProgress {
  private volatile boolean hasLeft;
  private volatile boolean hasBegun;

  /// The connection stands and the request is being written.
  void leaves() {
    hasLeft = true;
  }

  /// The head of an answer came.
  void begins() {
    hasBegun = true;
  }

  NoResponseException lost(Throwable fault) {
    Throwable cause = NestedExceptionUtils.getMostSpecificCause(fault);
    return switch (cause) {
      case FailureException _, // no connection was free
          PoolAcquireTimeoutException _,
          PoolAcquirePendingLimitException _ ->
          new NoResponseException(new Failure.Overloaded(Duration.ofSeconds(1)), false, false);
      case ConnectException _, UnknownHostException _, SSLException _ when !hasLeft ->
          new NoResponseException(new Failure.Unavailable(), false, true);
      case TimeoutException _, ReadTimeoutException _ ->
          new NoResponseException(
              hasLeft ? new Failure.Timeout() : new Failure.Unavailable(), hasLeft, false);
      case AbortedException _ when !hasBegun ->
          new NoResponseException(new Failure.Unavailable(), hasLeft, true);
      case IOException _ when !hasBegun ->
          new NoResponseException(new Failure.Unavailable(), hasLeft, true);
      default -> new NoResponseException(new Failure.BadResponse(), hasLeft, false);
    };
  }
}
