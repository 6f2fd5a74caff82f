package io.existgraph.exist.http;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import io.existgraph.credential.CallerId;
import io.netty.channel.Channel;
import java.net.URI;
import java.time.Duration;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.netty.Connection;

/// A single connection to Exist, which is opened on demand, and again once it was closed by Exist.
/// It carries one exchange at a time, and only the requests of `owner` or, where that is null, a
/// single request.
final class CallerConnection {
  final @Nullable CallerId owner;
  private final Function<URI, Mono<Channel>> opening;
  private @Nullable Channel channel;
  private @Nullable URI address;
  private boolean isClosed;
  private long idleSince;
  private Disposable idling = Disposables.disposed();

  /// `opening` opens a channel with an [ExchangeHandler] to an address.
  CallerConnection(@Nullable CallerId owner, Function<URI, Mono<Channel>> opening) {
    this.owner = owner;
    this.opening = opening;
  }

  /// Sends the request to an address and receives the whole response, whatever its status.
  Mono<ReceivedResponse> exchange(URI to, ExistRequest request, ExchangeProgress progress) {
    return Mono.defer(
        () -> {
          Channel open = usable(to);
          return open == null
              ? opening.apply(to).flatMap(opened -> exchange(opened, to, request, progress))
              : ExchangeHandler.exchange(open, HttpRequests.of(request, to), progress);
        });
  }

  private Mono<ReceivedResponse> exchange(
      Channel opened, URI to, ExistRequest request, ExchangeProgress progress) {
    keep(opened, to);
    return ExchangeHandler.exchange(opened, HttpRequests.of(request, to), progress);
  }

  private synchronized @Nullable Channel usable(URI to) {
    Channel open = channel;
    boolean isUsable =
        open != null
            && open.isActive()
            && to.equals(address)
            && Connection.from(open).isPersistent();
    return isUsable ? open : null;
  }

  private synchronized void keep(Channel opened, URI to) {
    closeChannel();
    channel = opened;
    address = to;
    if (isClosed) { // while it was opened
      closeChannel();
    }
  }

  /// Runs `expired` after `maxIdle`, unless the connection is used before. `now` is in nanoseconds.
  void startIdling(long now, Duration maxIdle, Runnable expired) {
    idleSince = now;
    idling = Schedulers.parallel().schedule(expired, maxIdle.toMillis(), MILLISECONDS);
  }

  /// How long the connection has been idle at a time, both in nanoseconds.
  long idleTime(long now) {
    return now - idleSince;
  }

  void stopIdling() {
    idling.dispose();
  }

  synchronized void close() {
    idling.dispose();
    isClosed = true;
    closeChannel();
  }

  /// Event loops that have ended have closed their connections themselves.
  private void closeChannel() {
    Channel open = channel;
    if (open != null && !open.eventLoop().isShuttingDown()) {
      var _ = open.close();
    }
  }
}
