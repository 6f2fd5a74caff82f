package io.existgraph.exist.v1;

import io.existgraph.data.CacheKey;
import io.existgraph.data.CorrelationBatchResource;
import io.existgraph.data.InsightListResource;
import io.existgraph.data.ListQuery;
import io.existgraph.data.ListResource;
import io.existgraph.data.ListResult;
import io.existgraph.data.UserRef;
import io.existgraph.exist.AttributeSelector;
import io.existgraph.exist.BulkListPolicy;
import io.existgraph.exist.LoadKey;
import io.existgraph.exist.ReadRequest;
import io.existgraph.exist.RequestPlan;
import io.existgraph.exist.client.RequestPlanner;
import io.existgraph.model.AttributeName;
import io.existgraph.model.Correlation;
import io.existgraph.model.Insight;
import io.existgraph.view.CacheView;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/// The request planner of API v1.
final class V1RequestPlanner extends RequestPlanner {
  private static final ListResource<Insight> INSIGHTS = InsightListResource.of(null, null, null);

  private final List<LoadKey.AttributeListsKey> insights = new ArrayList<>();
  private final V1ValuePlanner values;

  /// A query of which pages are missing.
  private record OpenQuery(ListQuery<?> query, ListResult.MissingPages<?> missing) {}

  V1RequestPlanner(CacheView view) {
    super(view);
    this.values = new V1ValuePlanner(view, followUps);
  }

  RequestPlan plan(Collection<LoadKey.Planned<?>> keys) {
    keys.forEach(this::add);
    insights.forEach(this::planInsightsOfEach);
    values.planInto(requests);
    return followUps.after(requests);
  }

  private void add(LoadKey.Planned<?> key) {
    if (view.isAbsent(key.user(), null)) {
      return; // nothing is asked about a user that Exist does not know
    }
    switch (key) {
      case LoadKey.ProfileKey(var user) ->
          requestIfUnknown(new CacheKey.ProfileOf(user), V1Endpoints.overview(user));
      case LoadKey.AttributesKey(var user, var names) -> planAttributes(user, names);
      case LoadKey.ServicesKey _, LoadKey.TemplatesKey _, LoadKey.InactiveAttributesKey _ -> {}
      case LoadKey.AveragesKey _ -> planAverages();
      case LoadKey.GoalsKey goals -> planGoals(goals, values::add);
      case LoadKey.OwnedAttributesKey _ ->
          requestIfUnknown(new CacheKey.OwnedAttributes(1), V1Endpoints.owned());
      case LoadKey.UserListKey(_, var query) -> planPages(query);
      case LoadKey.AttributeListsKey lists -> planListOfEach(lists);
      case LoadKey.CorrelationPairsKey pairs -> planPairs(pairs);
      case LoadKey.ValuesKey some -> values.add(some);
    }
  }

  private void planAttributes(UserRef user, AttributeSelector names) {
    if (missing.lacksAttributes(user, names)) {
      requests.add(V1Endpoints.overview(user));
    }
  }

  @Override
  protected void planAverages() {
    requestIfUnknown(new CacheKey.LatestAverages(1), V1Endpoints.averages());
  }

  @Override
  protected void planTodayOfAll(UserRef user) {
    requests.add(V1Endpoints.overview(user));
  }

  private void planPages(ListQuery<?> query) {
    if (isRead(query) && view.rows(query) instanceof ListResult.MissingPages<?> missing) {
      planPages(new OpenQuery(query, missing));
    }
  }

  private static boolean isRead(ListQuery<?> query) {
    return !query.isForeign() && !(query.listing() instanceof CorrelationBatchResource);
  }

  private void planPages(OpenQuery open) {
    if (!isRead(open.query())) {
      return;
    }
    ListResult.MissingPages<?> missing = open.missing();
    ListResource<?> list = ExistV1.upstream(open.query().listing());
    List<ReadRequest> own = missing.pages().stream().map(page -> page(list, page)).toList();
    requests.addAll(own);
    followUps.addLater(own, missing.later());
    followUps.addPages(list, missing);
    if (missing.open()) {
      followUps.reducedBy(own);
    }
  }

  private static ReadRequest page(ListResource<?> list, int page) {
    return V1Endpoints.rows(new CacheKey.RowsOf<>(list, page));
  }

  /// A pair that is not among the latest hundred correlations may be on the pages behind.
  private void planPairs(LoadKey.CorrelationPairsKey key) {
    planListOfEach(
        new LoadKey.AttributeListsKey(
            key.user(), key.names(), ListQuery.ListQueryTemplate.LATEST_CORRELATIONS));
    Collection<AttributeName> names = missing.present(key.user(), key.names());
    int further = missing.furtherBatchPages();
    if (names == null) {
      followUps.addUnnamed(further, key.names().most(key.user(), view));
      return;
    }
    for (AttributeName name : names) {
      if (view.pair(name, key.with()) == null) {
        ListResource<Correlation> list = ListQuery.latestOf(name).listing();
        if (view.get(new CacheKey.RowsOf<>(list, 1)) == null) {
          followUps.addFurther(further);
        }
        new BulkListPolicy(view, list, false)
            .rest()
            .forEach(page -> requests.add(page(list, page)));
      }
    }
  }

  private void planListOfEach(LoadKey.AttributeListsKey key) {
    Collection<AttributeName> names = missing.present(key.user(), key.names());
    if (names == null) {
      if (key.names().areListed()) {
        requests.add(V1Endpoints.overview(key.user()));
      }
      followUps.addUnnamed(
          missing.pagesOfUnknown(key.template()), key.names().most(key.user(), view));
    }
    if (key.template().of() == ListQuery.ListQueryTemplate.ListKind.INSIGHTS) {
      insights.add(key);
    } else if (names != null) {
      names.forEach(name -> planPages(key.template().of(name)));
    }
  }

  /// The latest insights of many attributes are taken from the user's own list where that is
  /// cheaper.
  private void planInsightsOfEach(LoadKey.AttributeListsKey key) {
    Collection<AttributeName> names = missing.present(key.user(), key.names());
    boolean isInOwnList = isPlain(key.template());
    if (names == null) {
      if (isInOwnList) {
        requestIfUnknown(new CacheKey.RowsOf<>(INSIGHTS, 1), page(INSIGHTS, 1));
      }
      return;
    }
    List<OpenQuery> open = new ArrayList<>();
    for (AttributeName name : names) {
      ListQuery<?> query = key.template().of(name);
      if (view.rows(query) instanceof ListResult.MissingPages<?> missing) {
        open.add(new OpenQuery(query, missing));
      }
    }
    if (isInOwnList) {
      planInsights(open);
    } else {
      open.forEach(this::planPages);
    }
  }

  private void planInsights(List<OpenQuery> open) {
    ReadRequest first = page(INSIGHTS, 1);
    BulkListPolicy list = new BulkListPolicy(view, INSIGHTS, requests.contains(first));
    if (list.isWorthBeginning(open.size())) {
      requests.add(first);
      followUps.reducedBy(List.of(first));
      followUps.add(open.size());
    } else if (list.isWorthFinishing(open.size())) {
      list.rest().forEach(page -> requests.add(page(INSIGHTS, page)));
    } else {
      open.forEach(this::planPages);
    }
  }

  private static boolean isPlain(ListQuery.ListQueryTemplate template) {
    return template.after() == null
        && template.from() == null
        && template.to() == null
        && !template.counted();
  }
}
