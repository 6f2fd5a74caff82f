package io.existgraph.upstream.http;

import io.existgraph.upstream.Failure;
import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig.SlidingWindowType;
import io.github.resilience4j.reactor.circuitbreaker.operator.CircuitBreakerOperator;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneOffset;
import reactor.core.publisher.Mono;

/// Stops asking an Exist that is down. Opens when half of at least twenty exchanges in ten seconds
/// had no answer or a 5xx; ten seconds later three may try. No 4xx counts, so that no caller's own
/// refusal can shut others out.
public final class Breaker {
  private static final int WINDOW_SECONDS = 10;
  private static final int LEAST_CALLS = 20;
  private static final int PROBES = 3;

  private Breaker() {}

  public static CircuitBreaker create(InstantSource clock) {
    return CircuitBreaker.of(
        "exist",
        CircuitBreakerConfig.custom()
            .slidingWindowType(SlidingWindowType.TIME_BASED)
            .slidingWindowSize(WINDOW_SECONDS)
            .minimumNumberOfCalls(LEAST_CALLS)
            .failureRateThreshold(50)
            .waitDurationInOpenState(Duration.ofSeconds(WINDOW_SECONDS))
            .permittedNumberOfCallsInHalfOpenState(PROBES)
            .recordException(Lost.class::isInstance)
            .recordResult(it -> it instanceof Reply reply && reply.status() >= 500)
            .clock(clock.withZone(ZoneOffset.UTC))
            .build());
  }

  /// The exchange or, while it is open, a [Lost] of which nothing was sent.
  static Mono<Reply> guard(CircuitBreaker breaker, Mono<Reply> exchange) {
    return exchange
        .transformDeferred(CircuitBreakerOperator.of(breaker))
        .onErrorMap(
            CallNotPermittedException.class,
            _ -> new Lost(new Failure.Unavailable(), false, false));
  }
}
