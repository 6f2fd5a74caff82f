package io.existgraph.write;

import io.existgraph.exist.ApiFeature;
import io.existgraph.exist.ExistApi;
import io.existgraph.operation.ExplainedPlan;
import io.existgraph.operation.ExplainedPlan.ExplainedRequest;
import io.existgraph.operation.PlanExplainer;
import io.existgraph.operation.planning.LoadKeySet;
import io.existgraph.operation.planning.SelectedField;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/// A planner of the requests that mutations would send. What their payloads read depends on the
/// results of the writes, so that part is planned as if those brought nothing new. `remaining`
/// includes the reserve, which writes may use. Used once.
public final class WritePlanner {
  private final ExistApi api;
  private final BiFunction<SelectedField, @Nullable Set<String>, LoadKeySet> payloadKeys;
  private final PlanExplainer explainer;
  private final List<ExplainedRequest> requests = new ArrayList<>();
  private final List<PlannedItem> written = new ArrayList<>();
  private boolean isExact = true;
  private int later;
  private int payloads;
  private @Nullable String refusal;

  public WritePlanner(
      ExistApi api,
      BiFunction<SelectedField, @Nullable Set<String>, LoadKeySet> payloadKeys,
      PlanExplainer explainer) {
    this.api = api;
    this.payloadKeys = payloadKeys;
    this.explainer = explainer;
  }

  public ExplainedPlan plan(List<SelectedField> roots) {
    refusal = explainer.explain(LoadKeySet.of(List.of())).refusal();
    roots.stream().filter(this::isWrite).forEach(this::add);
    int cost = sent(requests) + later;
    if (payloads > 0 && cost > explainer.readable() && refusal == null) {
      refusal =
          "It needs up to %d requests to Exist and reads after its writes; %d are left for reads."
              .formatted(cost, explainer.readable());
    }
    return new ExplainedPlan(requests, cost, isExact, explainer.remaining(), refusal);
  }

  /// Whether it is a field that writes, and the API version has it.
  private boolean isWrite(SelectedField root) {
    return switch (root.name()) {
      case "updateAttributes", "acquireAttributes", "releaseAttributes" -> true;
      case "incrementAttributes" -> api.can(ApiFeature.INCREMENTS);
      case "createAttributes" -> api.can(ApiFeature.CREATION);
      default -> false;
    };
  }

  private void add(SelectedField root) {
    Collection<?> inputs = inputs(root);
    PlanExplainer recent = explainer.withRecentZone();
    addReads(recent.explain(PlannedItem.prerequisites(root, inputs, explainer.now()).keys()));
    List<PlannedItem> items = PlannedItem.of(root, inputs, recent.view(), explainer.now());
    addWrites(items);
    written.addAll(items);
    Set<String> names = root.name().equals("createAttributes") ? null : PlannedItem.names(items);
    addPayload(
        explainer
            .withChanges(WrittenItems.of(PlannedItem.sent(written, api)))
            .explain(payloadKeys.apply(root, names)));
    // a repetition of an idempotency key sends nothing
    isExact &= !root.name().equals("incrementAttributes");
  }

  private void addReads(ExplainedPlan before) {
    before.requests().stream()
        .filter(request -> !requests.contains(request))
        .forEach(requests::add);
    isExact &= before.isExact();
    later += before.cost() - sent(before.requests());
    refuse(before.refusal());
  }

  /// Items of one field that are sent are of one kind.
  private void addWrites(List<PlannedItem> items) {
    var sent = PlannedItem.sent(items, api);
    int batches = batches(sent.size());
    isExact &= batches == batches(PlannedItem.certain(items, api).size());
    for (int batch = 0; batch < batches; batch++) {
      requests.add(new ExplainedRequest("POST", api.target(sent.iterator().next()), false, 1));
    }
  }

  private static int batches(int items) {
    return Math.ceilDiv(items, ExistApi.MAX_ITEMS_PER_WRITE);
  }

  private void addPayload(ExplainedPlan payload) {
    isExact &= payload.requests().isEmpty() && payload.cost() == 0;
    payload.requests().forEach(request -> requests.add(afterwards(request)));
    later += payload.cost() - sent(payload.requests());
    payloads += payload.cost();
    refuse(payload.refusal());
  }

  private void refuse(@Nullable String reason) {
    refusal = refusal == null ? reason : refusal;
  }

  private static int sent(List<ExplainedRequest> requests) {
    return (int) requests.stream().filter(request -> !request.isCached()).count();
  }

  private static ExplainedRequest afterwards(ExplainedRequest request) {
    int step = request.isCached() ? 1 : 2;
    return new ExplainedRequest(request.method(), request.target(), request.isCached(), step);
  }

  /// How many items they write together.
  public static int items(List<SelectedField> roots) {
    return roots.stream().mapToInt(root -> inputs(root).size()).sum();
  }

  private static Collection<?> inputs(SelectedField root) {
    for (String argument : List.of("updates", "attributes", "names")) {
      if (root.arguments().values().get(argument) instanceof Collection<?> items) {
        return items;
      }
    }
    return List.of();
  }
}
