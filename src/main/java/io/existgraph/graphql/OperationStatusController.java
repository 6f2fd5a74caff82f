package io.existgraph.graphql;

import graphql.GraphQLContext;
import io.existgraph.operation.OperationStats;
import io.existgraph.operation.StaleReason;
import io.existgraph.ratelimit.RateLimitStatus;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.springframework.graphql.data.method.annotation.QueryMapping;
import org.springframework.stereotype.Controller;

/// The root fields about the operation itself: the rest of the rate limit and the age of the data.
@Controller
final class OperationStatusController {
  record RateLimitNode(
      String id,
      int limit,
      int used,
      int remaining,
      int remainingForReads,
      @Nullable OffsetDateTime resetAt) {}

  /// As it is after what this operation reads.
  @QueryMapping
  CompletableFuture<@Nullable RateLimitNode> rateLimit(GraphQLContext context) {
    Operation operation = Operation.in(context);
    return operation.request().isAuthenticated()
        ? operation.loads().results().handle((_, _) -> rateLimit(operation))
        : CompletableFuture.completedFuture(null);
  }

  private static @Nullable RateLimitNode rateLimit(Operation operation) {
    RateLimitStatus left = operation.live().statusOr(operation::allowance);
    if (left == null) {
      return null;
    }
    return new RateLimitNode(
        operation.me().id("RateLimit"),
        left.limit(),
        left.used(),
        left.remaining(),
        left.readable(),
        utc(left.resetAt()));
  }

  record FreshnessNode(
      @Nullable OffsetDateTime asOf, boolean isStale, @Nullable StaleReason reason) {}

  @QueryMapping
  FreshnessNode freshness(GraphQLContext context) {
    OperationStats stats = Operation.in(context).stats();
    return new FreshnessNode(utc(stats.asOf()), stats.isStale(), stats.staleReason());
  }

  private static @Nullable OffsetDateTime utc(@Nullable Instant instant) {
    return instant == null
        ? null
        : instant.truncatedTo(ChronoUnit.SECONDS).atOffset(ZoneOffset.UTC);
  }
}
