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
  Map<String, @Nullable Object> tell(boolean isTraced) {
    OperationStats tally = operation.stats();
    Map<String, @Nullable Object> report = new LinkedHashMap<>();
    report.put("requests", tally.requests());
    report.put("cached", tally.cached());
    report.put("stale", tally.isStale());
    report.put("asOf", text(tally.asOf()));
    report.put("rateLimit", rateLimit());
    ExplainedPlan plan = operation.plan();
    if (operation.isExplained()) {
      report.put("plan", plan == null ? planOfNothing() : plan(plan));
    }
    if (isTraced) {
      report.put("trace", tally.exchanges().stream().map(OperationExtensions::exchange).toList());
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
    Map<String, @Nullable Object> told = new LinkedHashMap<>();
    told.put("limit", left.limit());
    told.put("remaining", left.remaining());
    told.put("resetAt", text(left.resetAt()));
    return told;
  }

  private static Map<String, Object> plan(ExplainedPlan plan) {
    List<Map<String, Object>> requests =
        plan.requests().stream()
            .map(
                it ->
                    Map.<String, Object>of(
                        "method",
                        it.method(),
                        "path",
                        it.target(),
                        "cached",
                        it.isCached(),
                        "step",
                        it.step()))
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

  private static Map<String, Object> exchange(Exchange it) {
    return Map.of(
        "method",
        it.method(),
        "path",
        it.target(),
        "status",
        it.status(),
        "millis",
        it.took().toMillis(),
        "attempt",
        it.attempt());
  }
}
