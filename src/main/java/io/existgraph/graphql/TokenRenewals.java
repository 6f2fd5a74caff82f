package io.existgraph.graphql;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.existgraph.credential.CallerId;
import io.existgraph.exist.AccessToken;
import io.existgraph.exist.TokenRequest;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/// The renewals of refresh tokens that are in progress, and those that have just succeeded. Exist
/// ends a refresh token with its first use, and several tabs of a browser begin to renew one at the
/// same time: requests in the meantime share the exchange. The response is not kept, only a digest
/// of the token that was renewed.
@Component
final class TokenRenewals {
  private static final Duration REMEMBERED_FOR = Duration.ofMinutes(15);
  private static final int MAX_REMEMBERED = 10_000;

  private final Map<CallerId, CompletableFuture<AccessToken>> running = new ConcurrentHashMap<>();
  private final Cache<CallerId, Boolean> renewed;

  TokenRenewals(InstantSource clock) {
    renewed =
        Caffeine.newBuilder()
            .maximumSize(MAX_REMEMBERED)
            .expireAfterWrite(REMEMBERED_FOR)
            .ticker(() -> TimeUnit.MILLISECONDS.toNanos(clock.millis()))
            .executor(Runnable::run)
            .build();
  }

  /// The exchange that renews the token: the one under way, else `exchange`, which goes on when its
  /// client disconnects.
  Mono<AccessToken> renew(TokenRequest.TokenRefresh request, Supplier<Mono<AccessToken>> exchange) {
    CallerId key = key(request);
    return Mono.defer(
        () -> {
          CompletableFuture<AccessToken> own = new CompletableFuture<>();
          CompletableFuture<AccessToken> other = running.putIfAbsent(key, own);
          if (other == null) {
            begin(key, own, exchange);
          }
          return Mono.fromFuture(other == null ? own : other, /* suppressCancel= */ true);
        });
  }

  private void begin(
      CallerId key, CompletableFuture<AccessToken> result, Supplier<Mono<AccessToken>> exchange) {
    var _ =
        Mono.defer(exchange)
            .doOnNext(_ -> renewed.put(key, true))
            .doOnTerminate(() -> running.remove(key)) // first: nobody joins what is over
            .subscribe(result::complete, result::completeExceptionally);
  }

  /// Whether the token was renewed within the last quarter of an hour, so that its refusal does not
  /// count as a failed sign-in.
  boolean wasRenewed(TokenRequest.TokenRefresh request) {
    return renewed.getIfPresent(key(request)) != null;
  }

  private static CallerId key(TokenRequest.TokenRefresh request) {
    return CallerId.of(
        List.of("renewal", request.refreshToken(), request.clientId(), request.clientSecret()));
  }
}
