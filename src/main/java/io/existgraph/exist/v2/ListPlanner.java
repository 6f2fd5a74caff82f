package io.existgraph.exist.v2;

import io.existgraph.data.CacheKey;
import io.existgraph.data.ListQuery;
import io.existgraph.data.ListQuery.Template;
import io.existgraph.data.ListQuery.Template.Of;
import io.existgraph.data.ListResource;
import io.existgraph.data.ListResult;
import io.existgraph.exist.AttributeSelector;
import io.existgraph.exist.BulkListPolicy;
import io.existgraph.exist.LoadKey;
import io.existgraph.exist.MissingData;
import io.existgraph.exist.ReadRequest;
import io.existgraph.exist.RequestPlan;
import io.existgraph.model.AttributeName;
import io.existgraph.view.CacheView;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Finds the fewest requests for rows of lists: insights of one attribute are looked for among all,
/// the averages of several come in one page, and the week's batch serves many correlations.
final class ListPlanner {
  private static final ListResource.Batch BATCH = new ListResource.Batch(null, null);

  private final CacheView facts;
  private final MissingData gaps;
  private final V2ValuePlanner values;
  private final List<ListQuery<?>> queries = new ArrayList<>();
  private final List<ListQuery<?>> correlations = new ArrayList<>();
  private final Map<ListResource<?>, Integer> open = new HashMap<>();
  private final Set<ReadRequest> counts = new HashSet<>();
  private boolean wantsBatch;
  private int later;

  /// `values` may have to find out first which attributes there are.
  ListPlanner(CacheView facts, V2ValuePlanner values) {
    this.facts = facts;
    this.gaps = new MissingData(facts);
    this.values = values;
  }

  void add(ListQuery<?> query) {
    if (!query.isForeign() && facts.rows(query) instanceof ListResult.Missing) {
      queries.add(query);
    }
  }

  void add(LoadKey.AttributeListsKey each) {
    Collection<AttributeName> names = gaps.present(each.user(), each.names());
    if (names == null) {
      await(each);
      return;
    }
    List<ListQuery<?>> missing = new ArrayList<>();
    for (AttributeName name : names) {
      ListQuery<?> query = each.template().of(name);
      if (!query.isForeign() && facts.rows(query) instanceof ListResult.Missing) {
        missing.add(query);
      }
    }
    (each.template().of() == Of.CORRELATIONS ? correlations : queries).addAll(missing);
  }

  /// Which attributes there are must be found out first; what serves any of them is asked at once.
  private void await(LoadKey.AttributeListsKey each) {
    later += RequestPlan.MANY;
    if (each.names().areListed()) {
      values.wantNames(each.names());
    }
    boolean isOfMany =
        each.names() instanceof AttributeSelector.Among(var names, _) && isMany(names);
    Template template = each.template();
    switch (template.of()) {
      case INSIGHTS ->
          add(new ListQuery<>(insights(template), template.first(), null, null, false));
      case CORRELATIONS -> wantsBatch |= isOfMany;
      case AVERAGES -> {}
    }
  }

  private static boolean isMany(@Nullable Set<String> names) {
    return names == null || names.size() >= BulkListPolicy.FEW;
  }

  private static ListResource<?> insights(Template template) {
    return new ListResource.Insights(null, template.from(), template.to());
  }

  /// Adds what is cheapest; returns how many more requests may follow once counts are known.
  int askInto(Set<ReadRequest> asks) {
    averages(asks);
    queries.forEach(query -> pages(query, asks));
    correlations(asks);
    return later
        + open.values().stream().filter(it -> it <= RequestPlan.FEW_PAGES).mapToInt(it -> it).sum();
  }

  /// Those of the asks whose answers reduce what may follow.
  Set<ReadRequest> counts() {
    return counts;
  }

  /// Whether there are lists of unknown length.
  boolean isOpen() {
    return open.values().stream().anyMatch(it -> it > RequestPlan.FEW_PAGES);
  }

  private <R> void pages(ListQuery<R> query, Set<ReadRequest> asks) {
    ListResource<R> kept = ExistV2.keptAs(query.listing());
    if (facts.rows(query) instanceof ListResult.Missing<R>(var pages, var isOpen, var most)) {
      pages.forEach(page -> asks.add(V2Endpoints.rows(kept, page)));
      if (isOpen) {
        pages.forEach(page -> counts.add(V2Endpoints.rows(kept, page)));
        open.merge(kept, most, Math::max);
      }
    }
  }

  /// Takes the averages of several attributes out of the queries where one page tells more of them
  /// than the page of one would.
  private void averages(Set<ReadRequest> asks) {
    Map<ListQuery.Template, List<ListQuery<?>>> alike = new HashMap<>();
    for (ListQuery<?> query : List.copyOf(queries)) {
      if (query.listing() instanceof ListResource.Averages listing && canShare(query, listing)) {
        alike.computeIfAbsent(shape(query, listing), _ -> new ArrayList<>()).add(query);
      }
    }
    alike.forEach(
        (shape, some) -> {
          int together =
              V2Endpoints.PAGE / (shape.first() + 1); // one more tells whether others follow
          if (some.size() > 1 && together > 1) {
            queries.removeAll(some);
            share(some, together, asks);
          }
        });
  }

  private boolean canShare(ListQuery<?> query, ListResource.Averages listing) {
    boolean wasTried = facts.get(new CacheKey.HeadOf<>(listing)) != null;
    return query.after() == null && !query.counted() && !wasTried;
  }

  private static Template shape(ListQuery<?> query, ListResource.Averages listing) {
    return new Template(
        Of.AVERAGES, query.first(), null, listing.from(), listing.to(), false, false);
  }

  /// One that lacks rows that the others have may not be among the latest: it is asked for alone.
  private void share(List<ListQuery<?>> queries, int together, Set<ReadRequest> asks) {
    List<ListResource.Averages> listings =
        queries.stream().map(it -> (ListResource.Averages) it.listing()).distinct().toList();
    for (int i = 0; i < listings.size(); i += together) {
      List<ListResource.Averages> some =
          listings.subList(i, Math.min(i + together, listings.size()));
      asks.add(some.size() > 1 ? V2Endpoints.averages(some) : V2Endpoints.rows(some.getFirst(), 1));
      later +=
          some.size() > 1
              ? (int) some.stream().filter(it -> !facts.isText(it.attribute())).count()
              : 0;
    }
  }

  private void correlations(Set<ReadRequest> asks) {
    ReadRequest first = V2Endpoints.rows(BATCH, 1);
    if (wantsBatch && facts.get(new CacheKey.RowsOf<>(BATCH, 1)) == null) {
      asks.add(first);
    }
    int attributes =
        (int) correlations.stream().map(it -> ExistV2.keptAs(it.listing())).distinct().count();
    BulkListPolicy batch = new BulkListPolicy(facts, BATCH, asks.contains(first));
    if (batch.isWorthBeginning(attributes)) {
      asks.add(first);
      counts.add(first);
      later += attributes;
    } else if (batch.isWorthFinishing(attributes)) {
      batch.rest().forEach(page -> asks.add(V2Endpoints.rows(BATCH, page)));
    } else {
      correlations.forEach(query -> pages(query, asks));
    }
  }
}
