package io.existgraph.graphql;

import io.existgraph.exist.ExchangeListener.Exchange;
import io.existgraph.operation.ExplainedPlan;
import io.existgraph.operation.OperationStats;
import io.existgraph.ratelimit.RateLimitStatus;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// `extensions.exist`: what an operation cost, how old its parts are and what is left.
record OperationExtensions(Operation operation) {
  Map<String, @Nullable Object> report(boolean isTraced) {
    OperationStats stats = operation.stats();
    Map<String, @Nullable Object> report = new LinkedHashMap<>();
    report.put("requests", stats.requests());
    report.put("cached", stats.cached());
    report.put("stale", stats.isStale());
    report.put("asOf", text(stats.asOf()));
    report.put("rateLimit", rateLimit());
    ExplainedPlan plan = operation.plan();
    if (operation.isExplained()) {
      report.put("plan", plan == null ? planOfNothing() : plan(plan));
    }
    if (isTraced) {
      report.put("trace", stats.exchanges().stream().map(OperationExtensions::exchange).toList());
    }
    return report;
  }

  private static @Nullable String text(@Nullable Instant instant) {
    return instant == null ? null : instant.truncatedTo(ChronoUnit.SECONDS).toString();
  }

  private @Nullable Map<String, @Nullable Object> rateLimit() {
    RateLimitStatus left = operation.allowance();
    if (left == null) {
      return null;
    }
    Map<String, @Nullable Object> status = new LinkedHashMap<>();
    status.put("limit", left.limit());
    status.put("remaining", left.remaining());
    status.put("resetAt", text(left.resetAt()));
    return status;
  }

  private static Map<String, Object> plan(ExplainedPlan plan) {
    List<Map<String, Object>> requests =
        plan.requests().stream()
            .map(
                request ->
                    Map.<String, Object>of(
                        "method",
                        request.method(),
                        "path",
                        request.target(),
                        "cached",
                        request.isCached(),
                        "step",
                        request.step()))
            .toList();
    return Map.of(
        "requests",
        requests,
        "cost",
        plan.cost(),
        "exact",
        plan.isExact(),
        "remaining",
        plan.remaining(),
        "allowed",
        plan.isAllowed());
  }

  private Map<String, Object> planOfNothing() {
    RateLimitStatus left = operation.allowance();
    return plan(new ExplainedPlan(List.of(), 0, true, left == null ? 0 : left.readable(), true));
  }

  private static Map<String, Object> exchange(Exchange exchange) {
    return Map.of(
        "method",
        exchange.method(),
        "path",
        exchange.target(),
        "status",
        exchange.status(),
        "millis",
        exchange.took().toMillis(),
        "attempt",
        exchange.attempt());
  }
}
