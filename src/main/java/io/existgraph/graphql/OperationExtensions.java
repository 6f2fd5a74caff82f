package io.existgraph.graphql;

import io.existgraph.exist.ExchangeListener.EndedExchange;
import io.existgraph.operation.ExplainedPlan;
import io.existgraph.operation.OperationStats;
import io.existgraph.ratelimit.RateLimitStatus;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The content of `extensions.exist`: the cost of an operation, the age of its parts, and the rest
/// of the rate limit.
record OperationExtensions(Operation operation) {
  private static final int MAX_LISTED = 50;
  private static final int MAX_LISTED_LENGTH = 10_000;

  Map<String, @Nullable Object> report(boolean isTraced) {
    OperationStats stats = operation.stats();
    Map<String, @Nullable Object> report = new LinkedHashMap<>();
    report.put("requests", stats.requests());
    report.put("cached", stats.cached());
    report.put("stale", stats.isStale());
    report.put("asOf", text(stats.asOf()));
    report.put("rateLimit", rateLimit());
    if (operation.request().isExplained()) {
      report.put("plan", plan(operation.isRefused() ? plan().refusedByErrors() : plan()));
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
    RateLimitStatus selected = operation.live().selectedStatus(); // what a field says as well
    RateLimitStatus left = selected == null ? operation.allowance() : selected;
    if (left == null) {
      return null;
    }
    Map<String, @Nullable Object> status = new LinkedHashMap<>();
    status.put("limit", left.limit());
    status.put("remaining", left.remaining());
    status.put("remainingForReads", left.readable());
    status.put("resetAt", text(left.resetAt()));
    return status;
  }

  /// At most [#MAX_LISTED] requests, and no more than [#MAX_LISTED_LENGTH] characters of paths.
  private static List<ExplainedPlan.ExplainedRequest> listed(ExplainedPlan plan) {
    List<ExplainedPlan.ExplainedRequest> listed = new ArrayList<>();
    int length = 0;
    for (ExplainedPlan.ExplainedRequest request : plan.requests()) {
      length += request.target().length();
      if (listed.size() == MAX_LISTED || length > MAX_LISTED_LENGTH) {
        break;
      }
      listed.add(request);
    }
    return listed;
  }

  private static Map<String, @Nullable Object> plan(ExplainedPlan plan) {
    List<ExplainedPlan.ExplainedRequest> listed = listed(plan);
    List<Map<String, Object>> requests =
        listed.stream()
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
    Map<String, @Nullable Object> explained = new LinkedHashMap<>();
    explained.put("requests", requests);
    if (listed.size() < plan.requests().size()) {
      explained.put("omitted", plan.requests().size() - listed.size());
    }
    explained.put("cost", plan.cost());
    explained.put("exact", plan.isExact());
    explained.put("remaining", plan.remaining());
    explained.put("allowed", plan.isAllowed());
    if (!plan.isAllowed()) {
      explained.put("reason", plan.reason());
    }
    return explained;
  }

  /// The plan, which is empty where nothing is read or written.
  private ExplainedPlan plan() {
    ExplainedPlan plan = operation.plan();
    RateLimitStatus left = operation.allowance();
    return plan == null ? ExplainedPlan.empty(left == null ? 0 : left.readable()) : plan;
  }

  private static Map<String, Object> exchange(EndedExchange exchange) {
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
