package io.existgraph.exist.v2;

import io.existgraph.data.AverageListResource;
import io.existgraph.data.CacheKey;
import io.existgraph.data.ListQuery;
import io.existgraph.data.ListQuery.ListQueryTemplate;
import io.existgraph.data.ListQuery.ListQueryTemplate.ListKind;
import io.existgraph.exist.ReadRequest;
import io.existgraph.exist.client.FollowUpRequests;
import io.existgraph.model.AttributeName;
import io.existgraph.view.CacheView;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The planner of requests for the averages of several attributes in one page.
record AveragePlanner(CacheView view, FollowUpRequests followUps) {
  /// Takes the averages of several attributes out of the queries where one page can hold them all.
  void planInto(Set<ReadRequest> requests, List<ListQuery<?>> queries) {
    Map<ListQueryTemplate, List<ListQuery<?>>> alike = new HashMap<>();
    for (ListQuery<?> query : List.copyOf(queries)) {
      if (query.listing() instanceof AverageListResource listing && canShare(query, listing)) {
        alike.computeIfAbsent(shape(query, listing), _ -> new ArrayList<>()).add(query);
      }
    }
    alike.forEach(
        (shape, some) -> {
          int together =
              V2Endpoints.PAGE / (shape.first() + 1); // one more shows whether others follow
          if (some.size() > 1 && together > 1) {
            queries.removeAll(some);
            planTogether(some, together, requests);
          }
        });
  }

  private boolean canShare(ListQuery<?> query, AverageListResource listing) {
    boolean wasTried = view.get(new CacheKey.FirstRowsOf<>(listing)) != null;
    return query.after() == null && !query.counted() && !wasTried;
  }

  private static ListQueryTemplate shape(ListQuery<?> query, AverageListResource listing) {
    return new ListQueryTemplate(
        ListKind.AVERAGES, query.first(), null, listing.from(), listing.to(), false, false);
  }

  /// An attribute with fewer rows in the page than the others may have more: it is then requested
  /// by itself.
  private void planTogether(List<ListQuery<?>> queries, int together, Set<ReadRequest> requests) {
    List<AverageListResource> listings =
        queries.stream().map(query -> (AverageListResource) query.listing()).distinct().toList();
    Map<AttributeName, AverageListResource> byName = new HashMap<>();
    listings.forEach(listing -> byName.put(listing.attribute(), listing));
    for (List<AttributeName> names : NameLists.of(byName.keySet(), together)) {
      List<AverageListResource> some = names.stream().map(byName::get).toList();
      requests.add(
          some.size() > 1
              ? V2ListEndpoints.averages(some)
              : V2ListEndpoints.rows(some.getFirst(), 1));
      if (some.size() > 1) {
        followUps.add((int) some.stream().filter(list -> !view.isText(list.attribute())).count());
      }
    }
  }
}
