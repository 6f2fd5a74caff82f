package io.existgraph.exist.v2;

import io.existgraph.data.CacheKey;
import io.existgraph.data.CorrelationBatchResource;
import io.existgraph.data.InsightListResource;
import io.existgraph.data.ListQuery;
import io.existgraph.data.ListQuery.ListQueryTemplate;
import io.existgraph.data.ListQuery.ListQueryTemplate.ListKind;
import io.existgraph.data.ListResource;
import io.existgraph.data.ListResult;
import io.existgraph.exist.AttributeSelector;
import io.existgraph.exist.BulkListPolicy;
import io.existgraph.exist.LoadKey;
import io.existgraph.exist.MissingData;
import io.existgraph.exist.ReadRequest;
import io.existgraph.exist.client.FollowUpRequests;
import io.existgraph.model.AttributeName;
import io.existgraph.view.CacheView;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The planner for rows of lists. Insights of one attribute are taken from those of all, one page
/// has the averages of several attributes, and the week's batch serves many correlations.
final class ListPlanner {
  private static final CorrelationBatchResource BATCH = new CorrelationBatchResource(null, null);

  private final CacheView view;
  private final MissingData missingData;
  private final NamePlanner names;
  private final List<ListQuery<?>> queries = new ArrayList<>();
  private final List<ListQuery<?>> correlations = new ArrayList<>();
  private final FollowUpRequests followUps;
  private boolean wantsBatch;

  /// `names` plans the list of attributes where names are not known yet.
  ListPlanner(CacheView view, NamePlanner names, FollowUpRequests followUps) {
    this.view = view;
    this.missingData = new MissingData(view);
    this.names = names;
    this.followUps = followUps;
  }

  void add(ListQuery<?> query) {
    if (!query.isForeign() && view.rows(query) instanceof ListResult.MissingPages) {
      queries.add(query);
    }
  }

  void add(LoadKey.AttributeListsKey each) {
    Collection<AttributeName> present = missingData.present(each.user(), each.names());
    if (present == null) {
      await(each);
      return;
    }
    List<ListQuery<?>> missing = new ArrayList<>();
    for (AttributeName name : present) {
      ListQuery<?> query = each.template().of(name);
      if (!query.isForeign() && view.rows(query) instanceof ListResult.MissingPages) {
        missing.add(query);
      }
    }
    (each.template().of() == ListKind.CORRELATIONS ? correlations : queries).addAll(missing);
  }

  /// Plans the list of attributes, which must be known first, and what serves any of them.
  private void await(LoadKey.AttributeListsKey each) {
    followUps.addUnnamed(mostRequests(each.template()), each.names().most(each.user(), view));
    if (each.names().areListed()) {
      names.add(each.names());
    }
    boolean isOfMany =
        each.names() instanceof AttributeSelector.ByNamesAndGroups(var some, _) && isMany(some);
    ListQueryTemplate template = each.template();
    switch (template.of()) {
      case INSIGHTS -> {
        add(new ListQuery<>(insights(template), template.first(), null, false));
        int pages = missingData.pagesOfUnknown(template);
        followUps.addOpen(insights(template), pages, pages);
      }
      case CORRELATIONS -> wantsBatch |= isOfMany;
      case AVERAGES -> {}
    }
  }

  /// How many requests the rows of an attribute take at most, beside those of the user's own list.
  /// Averages of several attributes share a page first.
  private int mostRequests(ListQueryTemplate template) {
    int pages = missingData.pagesOfUnknown(template);
    return switch (template.of()) {
      case INSIGHTS -> 0;
      case CORRELATIONS -> pages;
      case AVERAGES -> pages + 1;
    };
  }

  private static boolean isMany(@Nullable Set<String> names) {
    return names == null || names.size() >= BulkListPolicy.MIN_ATTRIBUTES;
  }

  private static ListResource<?> insights(ListQueryTemplate template) {
    return InsightListResource.of(null, template.from(), template.to());
  }

  /// Adds the cheapest requests.
  void planInto(Set<ReadRequest> requests) {
    new AveragePlanner(view, followUps).planInto(requests, queries);
    queries.forEach(query -> planPages(query, requests));
    planCorrelations(requests);
  }

  private <R> void planPages(ListQuery<R> query, Set<ReadRequest> requests) {
    ListResource<R> list = ExistV2.upstream(query.listing());
    if (view.rows(query) instanceof ListResult.MissingPages<R> missing) {
      List<ReadRequest> own =
          missing.pages().stream().map(page -> V2ListEndpoints.rows(list, page)).toList();
      requests.addAll(own);
      followUps.addLater(own, missing.later());
      followUps.addPages(list, missing);
      if (missing.open()) {
        followUps.reducedBy(own);
      }
    }
  }

  private void planCorrelations(Set<ReadRequest> requests) {
    ReadRequest first = V2ListEndpoints.rows(BATCH, 1);
    if (wantsBatch && view.get(new CacheKey.RowsOf<>(BATCH, 1)) == null) {
      requests.add(first);
    }
    int attributes =
        (int)
            correlations.stream()
                .map(query -> ExistV2.upstream(query.listing()))
                .distinct()
                .count();
    BulkListPolicy batch = new BulkListPolicy(view, BATCH, requests.contains(first));
    if (batch.isWorthBeginning(attributes)) {
      requests.add(first);
      followUps.reducedBy(List.of(first));
      followUps.add(attributes);
    } else if (batch.isWorthFinishing(attributes)) {
      batch.rest().forEach(page -> requests.add(V2ListEndpoints.rows(BATCH, page)));
    } else {
      correlations.forEach(query -> planPages(query, requests));
    }
  }
}
