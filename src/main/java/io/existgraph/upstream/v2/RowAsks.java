package io.existgraph.upstream.v2;

import io.existgraph.model.AttributeName;
import io.existgraph.upstream.Ask;
import io.existgraph.upstream.Facts;
import io.existgraph.upstream.Gaps;
import io.existgraph.upstream.ListOfAll;
import io.existgraph.upstream.Listing;
import io.existgraph.upstream.Names;
import io.existgraph.upstream.Need;
import io.existgraph.upstream.Rows;
import io.existgraph.upstream.RowsQuery;
import io.existgraph.upstream.RowsQuery.Template;
import io.existgraph.upstream.RowsQuery.Template.Of;
import io.existgraph.upstream.Todo;
import io.existgraph.upstream.Topic;
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
final class RowAsks {
  private static final Listing.Batch BATCH = new Listing.Batch(null, null);

  private final Facts facts;
  private final Gaps gaps;
  private final ValueAsks values;
  private final List<RowsQuery<?>> queries = new ArrayList<>();
  private final List<RowsQuery<?>> correlations = new ArrayList<>();
  private final Map<Listing<?>, Integer> open = new HashMap<>();
  private final Set<Ask> counts = new HashSet<>();
  private boolean wantsBatch;
  private int later;

  /// `values` may have to find out first which attributes there are.
  RowAsks(Facts facts, ValueAsks values) {
    this.facts = facts;
    this.gaps = new Gaps(facts);
    this.values = values;
  }

  void add(RowsQuery<?> query) {
    if (!query.isForeign() && facts.rows(query) instanceof Rows.Missing) {
      queries.add(query);
    }
  }

  void add(Need.RowsOfEach each) {
    Collection<AttributeName> names = gaps.present(each.user(), each.names());
    if (names == null) {
      await(each);
      return;
    }
    List<RowsQuery<?>> missing = new ArrayList<>();
    for (AttributeName name : names) {
      RowsQuery<?> query = each.template().of(name);
      if (!query.isForeign() && facts.rows(query) instanceof Rows.Missing) {
        missing.add(query);
      }
    }
    (each.template().of() == Of.CORRELATIONS ? correlations : queries).addAll(missing);
  }

  /// Which attributes there are must be found out first; what serves any of them is asked at once.
  private void await(Need.RowsOfEach each) {
    later += Todo.MANY;
    if (each.names().areListed()) {
      values.wantNames(each.names());
    }
    boolean isOfMany = each.names() instanceof Names.Among(var names, _) && isMany(names);
    Template template = each.template();
    switch (template.of()) {
      case INSIGHTS ->
          add(new RowsQuery<>(insights(template), template.first(), null, null, false));
      case CORRELATIONS -> wantsBatch |= isOfMany;
      case AVERAGES -> {}
    }
  }

  private static boolean isMany(@Nullable Set<String> names) {
    return names == null || names.size() >= ListOfAll.FEW;
  }

  private static Listing<?> insights(Template template) {
    return new Listing.Insights(null, template.from(), template.to());
  }

  /// Adds what is cheapest; returns how many more requests may follow once counts are known.
  int askInto(Set<Ask> asks) {
    averages(asks);
    queries.forEach(query -> pages(query, asks));
    correlations(asks);
    return later
        + open.values().stream().filter(it -> it <= Todo.FEW_PAGES).mapToInt(it -> it).sum();
  }

  /// Those of the asks whose answers reduce what may follow.
  Set<Ask> counts() {
    return counts;
  }

  /// Whether there are lists of unknown length.
  boolean isOpen() {
    return open.values().stream().anyMatch(it -> it > Todo.FEW_PAGES);
  }

  private <R> void pages(RowsQuery<R> query, Set<Ask> asks) {
    Listing<R> kept = ExistV2.keptAs(query.listing());
    if (facts.rows(query) instanceof Rows.Missing<R>(var pages, var isOpen, var most)) {
      pages.forEach(page -> asks.add(Asks.rows(kept, page)));
      if (isOpen) {
        pages.forEach(page -> counts.add(Asks.rows(kept, page)));
        open.merge(kept, most, Math::max);
      }
    }
  }

  /// Takes the averages of several attributes out of the queries where one page tells more of them
  /// than the page of one would.
  private void averages(Set<Ask> asks) {
    Map<RowsQuery.Template, List<RowsQuery<?>>> alike = new HashMap<>();
    for (RowsQuery<?> query : List.copyOf(queries)) {
      if (query.listing() instanceof Listing.Averages listing && canShare(query, listing)) {
        alike.computeIfAbsent(shape(query, listing), _ -> new ArrayList<>()).add(query);
      }
    }
    alike.forEach(
        (shape, some) -> {
          int together = Asks.PAGE / (shape.first() + 1); // one more tells whether others follow
          if (some.size() > 1 && together > 1) {
            queries.removeAll(some);
            share(some, together, asks);
          }
        });
  }

  private boolean canShare(RowsQuery<?> query, Listing.Averages listing) {
    boolean wasTried = facts.get(new Topic.HeadOf<>(listing)) != null;
    return query.after() == null && !query.counted() && !wasTried;
  }

  private static Template shape(RowsQuery<?> query, Listing.Averages listing) {
    return new Template(
        Of.AVERAGES, query.first(), null, listing.from(), listing.to(), false, false);
  }

  /// One that lacks rows that the others have may not be among the latest: it is asked for alone.
  private void share(List<RowsQuery<?>> queries, int together, Set<Ask> asks) {
    List<Listing.Averages> listings =
        queries.stream().map(it -> (Listing.Averages) it.listing()).distinct().toList();
    for (int i = 0; i < listings.size(); i += together) {
      List<Listing.Averages> some = listings.subList(i, Math.min(i + together, listings.size()));
      asks.add(some.size() > 1 ? Asks.averages(some) : Asks.rows(some.getFirst(), 1));
      later +=
          some.size() > 1
              ? (int) some.stream().filter(it -> !facts.isText(it.attribute())).count()
              : 0;
    }
  }

  private void correlations(Set<Ask> asks) {
    Ask first = Asks.rows(BATCH, 1);
    if (wantsBatch && facts.get(new Topic.RowsOf<>(BATCH, 1)) == null) {
      asks.add(first);
    }
    int attributes =
        (int) correlations.stream().map(it -> ExistV2.keptAs(it.listing())).distinct().count();
    ListOfAll batch = new ListOfAll(facts, BATCH, asks.contains(first));
    if (batch.isWorthBeginning(attributes)) {
      asks.add(first);
      counts.add(first);
      later += attributes;
    } else if (batch.isWorthFinishing(attributes)) {
      batch.rest().forEach(page -> asks.add(Asks.rows(BATCH, page)));
    } else {
      correlations.forEach(query -> pages(query, asks));
    }
  }
}
