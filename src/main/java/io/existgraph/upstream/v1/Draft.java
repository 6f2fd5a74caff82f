package io.existgraph.upstream.v1;

import io.existgraph.model.AttributeName;
import io.existgraph.model.Catalog;
import io.existgraph.model.Correlation;
import io.existgraph.model.Insight;
import io.existgraph.upstream.Ask;
import io.existgraph.upstream.Facts;
import io.existgraph.upstream.Gaps;
import io.existgraph.upstream.ListOfAll;
import io.existgraph.upstream.Listing;
import io.existgraph.upstream.Names;
import io.existgraph.upstream.Need;
import io.existgraph.upstream.Rows;
import io.existgraph.upstream.RowsQuery;
import io.existgraph.upstream.Todo;
import io.existgraph.upstream.Topic;
import io.existgraph.upstream.UserRef;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// Turns needs into the fewest requests of API v1, given what is known.
final class Draft {
  private static final Listing<Insight> INSIGHTS = new Listing.Insights(null, null, null);

  private final Facts facts;
  private final Gaps gaps;
  private final Set<Ask> asks = new LinkedHashSet<>();
  private final List<Need.RowsOfEach> insights = new ArrayList<>();
  private final Set<Ask> counts = new LinkedHashSet<>();
  private int later;
  private boolean isOpen;

  Draft(Facts facts) {
    this.facts = facts;
    this.gaps = new Gaps(facts);
  }

  Todo of(Collection<Need> needs) {
    ValueAsks values = new ValueAsks(facts);
    for (Need need : needs) {
      switch (need) {
        case Need.Identity(var user) ->
            askIfUnknown(new Topic.ProfileOf(user), Asks.overview(user));
        case Need.Attributes(var user, var names) -> attributes(user, names);
        case Need.Services _, Need.Templates _ -> {} // v1 tells none
        case Need.Averages _ -> averages();
        case Need.Goals(var user, var names) -> goals(user, names, values);
        case Need.Owned _ -> askIfUnknown(new Topic.Owned(1), Asks.owned());
        case Need.Rows(_, var query) -> pages(query);
        case Need.RowsOfEach each -> rowsOfEach(each);
        case Need.Pairs pairs -> pairs(pairs);
        case Need.Values it -> values.add(it);
      }
    }
    insights.forEach(this::insightsOfEach);
    later += values.askInto(asks);
    return new Todo(List.copyOf(asks), later, counts, isOpen);
  }

  private void askIfUnknown(Topic<?> topic, Ask ask) {
    if (facts.get(topic) == null) {
      asks.add(ask);
    }
  }

  private void attributes(UserRef user, Names names) {
    if (gaps.lacksAttributes(user, names)) {
      asks.add(Asks.overview(user));
    }
  }

  private void averages() {
    askIfUnknown(new Topic.LatestAverages(1), Asks.averages());
  }

  private void goals(UserRef user, Names names, ValueAsks values) {
    Collection<AttributeName> known = names.in(user, facts);
    Catalog catalog = facts.catalog(user);
    if (known == null || catalog == null) {
      asks.add(Asks.overview(user));
      averages();
      return;
    }
    Gaps.ofGoals(user, known, catalog).forEach(values::add);
    if (gaps.lacksGoal(user, known)) {
      averages();
    }
  }

  private void pages(RowsQuery<?> query) {
    if (query.isForeign() || query.listing() instanceof Listing.Batch) {
      return;
    }
    if (facts.rows(query) instanceof Rows.Missing<?>(var pages, var mayBeMore, var most)) {
      List<Ask> own =
          pages.stream().map(it -> Asks.rows(new Topic.RowsOf<>(query.listing(), it))).toList();
      asks.addAll(own);
      if (mayBeMore) {
        counts.addAll(own);
        isOpen |= most > Todo.FEW_PAGES;
        later += most > Todo.FEW_PAGES ? 0 : most;
      }
    }
  }

  /// What is not among the latest hundred of the one may be on the pages behind.
  private void pairs(Need.Pairs need) {
    rowsOfEach(
        new Need.RowsOfEach(need.user(), need.names(), RowsQuery.Template.LATEST_CORRELATIONS));
    Collection<AttributeName> names = gaps.present(need.user(), need.names());
    for (AttributeName name : names == null ? List.<AttributeName>of() : names) {
      if (facts.pair(name, need.with()) == null) {
        Listing<Correlation> list = RowsQuery.latestOf(name).listing();
        new ListOfAll(facts, list, false)
            .rest()
            .forEach(page -> asks.add(Asks.rows(new Topic.RowsOf<>(list, page))));
      }
    }
  }

  private void rowsOfEach(Need.RowsOfEach each) {
    Collection<AttributeName> names = gaps.present(each.user(), each.names());
    if (names == null) {
      if (each.names().areListed()) {
        asks.add(Asks.overview(each.user()));
      }
      later += Todo.MANY;
    }
    if (each.template().of() == RowsQuery.Template.Of.INSIGHTS) {
      insights.add(each);
    } else if (names != null) {
      names.forEach(it -> pages(each.template().of(it)));
    }
  }

  /// The latest insights of many attributes: out of the user's own list when that is cheaper.
  private void insightsOfEach(Need.RowsOfEach each) {
    Collection<AttributeName> names = gaps.present(each.user(), each.names());
    Topic.RowsOf<?> first = new Topic.RowsOf<>(INSIGHTS, 1);
    if (names == null) {
      if (canServe(each.template())) {
        askIfUnknown(first, Asks.rows(first));
      }
      return;
    }
    List<RowsQuery<?>> open =
        names.stream()
            .<RowsQuery<?>>map(each.template()::of)
            .filter(it -> facts.rows(it) instanceof Rows.Missing)
            .toList();
    if (!canServe(each.template())) {
      open.forEach(this::pages);
      return;
    }
    ListOfAll list = new ListOfAll(facts, INSIGHTS, asks.contains(Asks.rows(first)));
    if (list.isWorthBeginning(open.size())) {
      asks.add(Asks.rows(first));
      counts.add(Asks.rows(first));
      later += open.size();
    } else if (list.isWorthFinishing(open.size())) {
      list.rest().forEach(page -> asks.add(Asks.rows(new Topic.RowsOf<>(INSIGHTS, page))));
    } else {
      open.forEach(this::pages);
    }
  }

  private static boolean canServe(RowsQuery.Template template) {
    return template.after() == null
        && template.from() == null
        && template.to() == null
        && !template.counted();
  }
}
