package io.existgraph.write;

import io.existgraph.exist.ApiFeature;
import io.existgraph.exist.ExistApi;
import io.existgraph.model.AttributeName;
import io.existgraph.model.WriteItem;
import io.existgraph.operation.ExplainedPlan;
import io.existgraph.operation.ExplainedPlan.ExplainedRequest;
import io.existgraph.operation.PlanExplainer;
import io.existgraph.operation.planning.LoadKeySet;
import io.existgraph.operation.planning.SelectedField;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/// A planner of the requests that mutations would send. What their payloads read depends on the
/// results of the writes, so that part is planned as if those brought nothing new. `remaining`
/// includes the reserve, which writes may use.
public final class WritePlanner {
  private static final Set<String> VALUES = Set.of("updateAttributes", "incrementAttributes");
  private static final LocalDate SOME_DAY = LocalDate.EPOCH;
  private static final AttributeName SOME_ATTRIBUTE = new AttributeName("some");

  private final ExistApi api;
  private final BiFunction<SelectedField, @Nullable Set<String>, LoadKeySet> payloadKeys;
  private final PlanExplainer explainer;

  public WritePlanner(
      ExistApi api,
      BiFunction<SelectedField, @Nullable Set<String>, LoadKeySet> payloadKeys,
      PlanExplainer explainer) {
    this.api = api;
    this.payloadKeys = payloadKeys;
    this.explainer = explainer;
  }

  public ExplainedPlan plan(List<SelectedField> roots) {
    List<ExplainedRequest> requests = new ArrayList<>();
    ExplainedPlan reads = explainer.explain(LoadKeySet.of(List.of()));
    boolean isExact = true;
    int later = 0;
    List<WriteItem> written = new ArrayList<>();
    for (SelectedField root : roots) {
      WriteItem kind = kind(root);
      if (kind != null) {
        written.addAll(written(root, kind));
        Set<String> names = new TreeSet<>();
        int items = items(root, names);
        ExplainedPlan before = explainer.withRecentZone().explain(prerequisites(root).keys());
        before.requests().stream()
            .filter(request -> !requests.contains(request))
            .forEach(requests::add);
        isExact &= before.isExact();
        later += before.cost() - sent(before.requests());
        for (int sent = 0; sent < items; sent += ExistApi.MAX_ITEMS_PER_WRITE) {
          requests.add(new ExplainedRequest("POST", api.target(kind), false, 1));
        }
        ExplainedPlan payload =
            explainer
                .withChanges(WrittenItems.of(written))
                .explain(
                    payloadKeys.apply(
                        root, kind instanceof WriteItem.AttributeCreation ? null : names));
        isExact &= payload.requests().isEmpty();
        payload.requests().forEach(request -> requests.add(afterwards(request)));
        later += payload.cost() - sent(payload.requests());
      }
    }
    int cost = sent(requests) + later;
    return new ExplainedPlan(requests, cost, isExact, explainer.remaining(), reads.fits());
  }

  private static int sent(List<ExplainedRequest> requests) {
    return (int) requests.stream().filter(request -> !request.isCached()).count();
  }

  /// What is invalidated: values by name and day, else everything that depends on ownership.
  private Collection<WriteItem> written(SelectedField root, WriteItem kind) {
    if (!VALUES.contains(root.name())) {
      return List.of(kind);
    }
    List<WriteItem> written = new ArrayList<>();
    for (Object item : list(root)) {
      if (item instanceof Map<?, ?> map
          && map.get("name") instanceof String name
          && AttributeName.isName(name)) {
        LocalDate date = map.get("date") instanceof LocalDate day ? day : explainer.latestToday();
        written.add(new WriteItem.ValueUpdate(new AttributeName(name), date, 0));
      }
    }
    return written;
  }

  private WritePrerequisites prerequisites(SelectedField root) {
    return VALUES.contains(root.name())
        ? WritePrerequisites.of(list(root), explainer.now())
        : WritePrerequisites.ofNames(list(root));
  }

  private static ExplainedRequest afterwards(ExplainedRequest request) {
    int step = request.isCached() ? 1 : 2;
    return new ExplainedRequest(request.method(), request.target(), request.isCached(), step);
  }

  private @Nullable WriteItem kind(SelectedField root) {
    return switch (root.name()) {
      case "updateAttributes" -> new WriteItem.ValueUpdate(SOME_ATTRIBUTE, SOME_DAY, 0);
      case "acquireAttributes" -> new WriteItem.AttributeAcquisition(SOME_ATTRIBUTE, true, null);
      case "releaseAttributes" -> new WriteItem.AttributeRelease(SOME_ATTRIBUTE);
      case "incrementAttributes" ->
          api.can(ApiFeature.INCREMENTS)
              ? new WriteItem.ValueIncrement(SOME_ATTRIBUTE, SOME_DAY, BigDecimal.ONE)
              : null;
      case "createAttributes" ->
          api.can(ApiFeature.CREATION)
              ? new WriteItem.AttributeCreation("some", null, null, null, false)
              : null;
      default -> null;
    };
  }

  /// How many items they write together.
  public static int items(List<SelectedField> roots) {
    return roots.stream().mapToInt(root -> list(root).size()).sum();
  }

  /// How many differ by name and date; their names are added.
  private static int items(SelectedField root, Set<String> names) {
    Set<Object> keys = new HashSet<>();
    for (Object item : list(root)) {
      if (item instanceof Map<?, ?> map && map.get("name") != null) {
        names.add(String.valueOf(map.get("name")));
        keys.add(map.get("name") + " " + map.get("date"));
      } else if (item instanceof Map<?, ?> map) {
        keys.add(map);
      } else {
        names.add(String.valueOf(item));
        keys.add(item);
      }
    }
    return keys.size();
  }

  private static Collection<?> list(SelectedField root) {
    for (String argument : List.of("updates", "attributes", "names")) {
      if (root.arguments().values().get(argument) instanceof Collection<?> items) {
        return items;
      }
    }
    return List.of();
  }
}
