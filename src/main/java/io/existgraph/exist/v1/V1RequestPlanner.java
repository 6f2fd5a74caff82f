package io.existgraph.exist.v1;

import io.existgraph.data.CacheKey;
import io.existgraph.data.ListQuery;
import io.existgraph.data.ListResource;
import io.existgraph.data.ListResult;
import io.existgraph.data.UserRef;
import io.existgraph.exist.AttributeSelector;
import io.existgraph.exist.BulkListPolicy;
import io.existgraph.exist.LoadKey;
import io.existgraph.exist.MissingData;
import io.existgraph.exist.ReadRequest;
import io.existgraph.exist.RequestPlan;
import io.existgraph.model.AttributeName;
import io.existgraph.model.Catalog;
import io.existgraph.model.Correlation;
import io.existgraph.model.Insight;
import io.existgraph.view.CacheView;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// Turns needs into the fewest requests of API v1, given what is known.
final class V1RequestPlanner {
  private static final ListResource<Insight> INSIGHTS = new ListResource.Insights(null, null, null);

  private final CacheView facts;
  private final MissingData gaps;
  private final Set<ReadRequest> asks = new LinkedHashSet<>();
  private final List<LoadKey.AttributeListsKey> insights = new ArrayList<>();
  private final Set<ReadRequest> counts = new LinkedHashSet<>();
  private int later;
  private boolean isOpen;

  V1RequestPlanner(CacheView facts) {
    this.facts = facts;
    this.gaps = new MissingData(facts);
  }

  RequestPlan of(Collection<LoadKey.Planned<?>> needs) {
    V1ValuePlanner values = new V1ValuePlanner(facts);
    for (LoadKey.Planned<?> need : needs) {
      switch (need) {
        case LoadKey.ProfileKey(var user) ->
            askIfUnknown(new CacheKey.ProfileOf(user), V1Endpoints.overview(user));
        case LoadKey.AttributesKey(var user, var names) -> attributes(user, names);
        case LoadKey.ServicesKey _, LoadKey.TemplatesKey _ -> {} // v1 tells none
        case LoadKey.AveragesKey _ -> averages();
        case LoadKey.GoalsKey(var user, var names) -> goals(user, names, values);
        case LoadKey.OwnedKey _ -> askIfUnknown(new CacheKey.Owned(1), V1Endpoints.owned());
        case LoadKey.ListKey(_, var query) -> pages(query);
        case LoadKey.AttributeListsKey each -> rowsOfEach(each);
        case LoadKey.PairsKey pairs -> pairs(pairs);
        case LoadKey.ValuesKey it -> values.add(it);
      }
    }
    insights.forEach(this::insightsOfEach);
    later += values.askInto(asks);
    return new RequestPlan(List.copyOf(asks), later, counts, isOpen);
  }

  private void askIfUnknown(CacheKey<?> topic, ReadRequest ask) {
    if (facts.get(topic) == null) {
      asks.add(ask);
    }
  }

  private void attributes(UserRef user, AttributeSelector names) {
    if (gaps.lacksAttributes(user, names)) {
      asks.add(V1Endpoints.overview(user));
    }
  }

  private void averages() {
    askIfUnknown(new CacheKey.LatestAverages(1), V1Endpoints.averages());
  }

  private void goals(UserRef user, AttributeSelector names, V1ValuePlanner values) {
    Collection<AttributeName> known = names.in(user, facts);
    Catalog catalog = facts.catalog(user);
    if (known == null || catalog == null) {
      asks.add(V1Endpoints.overview(user));
      averages();
      return;
    }
    MissingData.ofGoals(user, known, catalog).forEach(values::add);
    if (gaps.lacksGoal(user, known)) {
      averages();
    }
  }

  private void pages(ListQuery<?> query) {
    if (query.isForeign() || query.listing() instanceof ListResource.Batch) {
      return;
    }
    if (facts.rows(query) instanceof ListResult.Missing<?>(var pages, var mayBeMore, var most)) {
      List<ReadRequest> own =
          pages.stream()
              .map(it -> V1Endpoints.rows(new CacheKey.RowsOf<>(query.listing(), it)))
              .toList();
      asks.addAll(own);
      if (mayBeMore) {
        counts.addAll(own);
        isOpen |= most > RequestPlan.FEW_PAGES;
        later += most > RequestPlan.FEW_PAGES ? 0 : most;
      }
    }
  }

  /// What is not among the latest hundred of the one may be on the pages behind.
  private void pairs(LoadKey.PairsKey need) {
    rowsOfEach(
        new LoadKey.AttributeListsKey(
            need.user(), need.names(), ListQuery.Template.LATEST_CORRELATIONS));
    Collection<AttributeName> names = gaps.present(need.user(), need.names());
    for (AttributeName name : names == null ? List.<AttributeName>of() : names) {
      if (facts.pair(name, need.with()) == null) {
        ListResource<Correlation> list = ListQuery.latestOf(name).listing();
        new BulkListPolicy(facts, list, false)
            .rest()
            .forEach(page -> asks.add(V1Endpoints.rows(new CacheKey.RowsOf<>(list, page))));
      }
    }
  }

  private void rowsOfEach(LoadKey.AttributeListsKey each) {
    Collection<AttributeName> names = gaps.present(each.user(), each.names());
    if (names == null) {
      if (each.names().areListed()) {
        asks.add(V1Endpoints.overview(each.user()));
      }
      later += RequestPlan.MANY;
    }
    if (each.template().of() == ListQuery.Template.Of.INSIGHTS) {
      insights.add(each);
    } else if (names != null) {
      names.forEach(it -> pages(each.template().of(it)));
    }
  }

  /// The latest insights of many attributes: out of the user's own list when that is cheaper.
  private void insightsOfEach(LoadKey.AttributeListsKey each) {
    Collection<AttributeName> names = gaps.present(each.user(), each.names());
    CacheKey.RowsOf<?> first = new CacheKey.RowsOf<>(INSIGHTS, 1);
    if (names == null) {
      if (canServe(each.template())) {
        askIfUnknown(first, V1Endpoints.rows(first));
      }
      return;
    }
    List<ListQuery<?>> open =
        names.stream()
            .<ListQuery<?>>map(each.template()::of)
            .filter(it -> facts.rows(it) instanceof ListResult.Missing)
            .toList();
    if (!canServe(each.template())) {
      open.forEach(this::pages);
      return;
    }
    BulkListPolicy list =
        new BulkListPolicy(facts, INSIGHTS, asks.contains(V1Endpoints.rows(first)));
    if (list.isWorthBeginning(open.size())) {
      asks.add(V1Endpoints.rows(first));
      counts.add(V1Endpoints.rows(first));
      later += open.size();
    } else if (list.isWorthFinishing(open.size())) {
      list.rest()
          .forEach(page -> asks.add(V1Endpoints.rows(new CacheKey.RowsOf<>(INSIGHTS, page))));
    } else {
      open.forEach(this::pages);
    }
  }

  private static boolean canServe(ListQuery.Template template) {
    return template.after() == null
        && template.from() == null
        && template.to() == null
        && !template.counted();
  }
}
