package io.existgraph.operation;

import io.existgraph.cache.CacheChange;
import io.existgraph.credential.CallerId;
import io.existgraph.exist.ExistApi;
import io.existgraph.exist.ReadRequest;
import io.existgraph.exist.RequestPlan;
import io.existgraph.model.Catalog;
import io.existgraph.operation.planning.LoadKeySet;
import io.existgraph.ratelimit.RateLimiter;
import io.existgraph.view.CacheView;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// An explainer of the requests that the keys of an operation need, given what is cached. It sends
/// nothing.
public final class PlanExplainer {
  private static final String REJECTED = "Exist has just rejected the credential.";
  private static final String TOO_MANY_VALUES =
      "It may answer with more values than the limit allows.";
  private static final String UNKNOWN =
      " It is not known yet how many attributes or rows there are, so %,d attributes are counted."
              .formatted(Catalog.MAX_SIZE)
          + " Once they are cached, for instance by { me { attributes { name } } }, the price is"
          + " lower.";

  private final ExistApi api;
  private final RateLimiter rateLimiter;
  private final CallerId caller;
  private final ResultSizeReservation reservation;
  private final int maxRequests;
  private final OperationCache cache;
  private final OperationPlanner planner;

  PlanExplainer(
      ExistApi api,
      RateLimiter rateLimiter,
      CallerId caller,
      ResultSizeReservation reservation,
      int maxRequests,
      OperationCache cache) {
    this.api = api;
    this.rateLimiter = rateLimiter;
    this.caller = caller;
    this.reservation = reservation;
    this.maxRequests = maxRequests;
    this.cache = cache;
    this.planner = new OperationPlanner(api, cache);
  }

  /// An explainer over a copy of the cached entries, each as `change` leaves it; null removes it.
  public PlanExplainer withChanges(CacheChange change) {
    OperationCache changed = cache.changed(change);
    return new PlanExplainer(api, rateLimiter, caller, reservation, maxRequests, changed);
  }

  /// An explainer of what is read before a write, whose time zone must be recent.
  public PlanExplainer withRecentZone() {
    return new PlanExplainer(
        api, rateLimiter, caller, reservation, maxRequests, cache.withRecentZone());
  }

  /// What is known.
  public CacheView view() {
    return cache.usable();
  }

  /// The wall time that the plan is of.
  public Instant now() {
    return cache.wallTime(cache.now());
  }

  /// What is left of the caller's window, the reserve of writes included.
  public int remaining() {
    return rateLimiter.status(caller).remaining();
  }

  /// What is left of it for reads.
  public int readable() {
    return rateLimiter.status(caller).readable();
  }

  public ExplainedPlan explain(LoadKeySet keys) {
    CacheView view = cache.usable();
    if (!reservation.fits(view)) {
      return ExplainedPlan.empty(readable()).refused(TOO_MANY_VALUES);
    }
    ExplainedPlan plan = explain(keys, view);
    return rateLimiter.isRejected(caller) ? plan.refused(REJECTED) : plan;
  }

  private ExplainedPlan explain(LoadKeySet keys, CacheView view) {
    RequestPlan plan = planner.missing(keys, view);
    RequestPlan after = planner.afterwards(keys, view);
    int cost = plan.most() + after.most();
    List<ReadRequest> now = next(plan);
    boolean isExact =
        plan.isExact()
            && now.size() == plan.requests().size()
            && after.isExact()
            && after.requests().isEmpty();
    return new ExplainedPlan(
        requests(keys, plan, now), cost, isExact, readable(), refusal(plan, after, view));
  }

  private @Nullable String refusal(RequestPlan plan, RequestPlan after, CacheView view) {
    int cost = plan.most() + after.most();
    if (cost > maxRequests) {
      boolean isBounded = plan.isBounded() && after.isBounded();
      return "It needs %s%d requests to Exist; the limit is %d.%s"
          .formatted(isBounded ? "" : "up to ", cost, maxRequests, isBounded ? "" : UNKNOWN);
    }
    return reservation.fitsAnyUser(view) ? null : TOO_MANY_VALUES + UNKNOWN;
  }

  private List<ReadRequest> next(RequestPlan plan) {
    boolean namesFirst = reservation.needsNamesFirst(cache.usable());
    return planner.next(plan, Math.min(maxRequests, readable()), namesFirst);
  }

  private List<ExplainedPlan.ExplainedRequest> requests(
      LoadKeySet keys, RequestPlan plan, List<ReadRequest> now) {
    boolean isWhole = now.size() == plan.requests().size();
    List<ReadRequest> then = isWhole ? after(keys, plan) : rest(plan, now);
    Set<ReadRequest> all = new LinkedHashSet<>(planner.onEmptyCache(keys));
    plan.requests().forEach(all::remove);
    all.removeIf(request -> !isCached(request));
    all.addAll(now);
    all.addAll(then);
    return all.stream()
        .map(request -> planned(request, now.contains(request), then.contains(request)))
        .toList();
  }

  /// Whether everything that the response would have is in the cache.
  private boolean isCached(ReadRequest request) {
    CacheView view = cache.usable();
    return request.principal().allMatch(key -> view.get(key) != null);
  }

  private List<ReadRequest> after(LoadKeySet keys, RequestPlan plan) {
    return plan.isExact() ? List.of() : planner.likelyAfter(keys, plan.requests());
  }

  /// What is sent once the names are known.
  private static List<ReadRequest> rest(RequestPlan plan, List<ReadRequest> now) {
    return plan.awaitsNames()
        ? List.of()
        : plan.requests().stream().filter(request -> !now.contains(request)).toList();
  }

  private static ExplainedPlan.ExplainedRequest planned(
      ReadRequest request, boolean isNow, boolean isThen) {
    return new ExplainedPlan.ExplainedRequest(
        "GET", request.target(), !isNow && !isThen, isThen ? 2 : 1);
  }
}
