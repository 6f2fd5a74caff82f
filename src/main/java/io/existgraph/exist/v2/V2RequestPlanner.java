package io.existgraph.exist.v2;

import io.existgraph.data.CacheKey;
import io.existgraph.data.DateRange;
import io.existgraph.data.ListResult;
import io.existgraph.data.Page;
import io.existgraph.data.UserRef;
import io.existgraph.exist.AttributeSelector;
import io.existgraph.exist.LoadKey;
import io.existgraph.exist.MissingData;
import io.existgraph.exist.ReadRequest;
import io.existgraph.exist.RequestPlan;
import io.existgraph.model.AttributeName;
import io.existgraph.model.Catalog;
import io.existgraph.view.CacheView;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.IntFunction;

/// Turns needs into the fewest requests of API v2, given what is known. An account is taken to fit
/// a page of a hundred attributes until the first page tells otherwise.
final class V2RequestPlanner {
  private final CacheView facts;
  private final MissingData gaps;
  private final Set<ReadRequest> asks = new LinkedHashSet<>();
  private final V2ValuePlanner values;
  private final ListPlanner rows;
  private final PairPlanner pairs;
  private final List<LoadKey.Planned<?>> ofSomebody = new ArrayList<>();
  private boolean wantsServices;

  V2RequestPlanner(CacheView facts) {
    this.facts = facts;
    this.gaps = new MissingData(facts);
    this.values = new V2ValuePlanner(facts);
    this.rows = new ListPlanner(facts, values);
    this.pairs = new PairPlanner(facts);
  }

  RequestPlan of(Collection<LoadKey.Planned<?>> needs) {
    for (LoadKey.Planned<?> need : needs) {
      if (!need.user().isSelf()) {
        ofSomebody.add(ofCaller(need)); // who may be the caller
        continue;
      }
      switch (need) {
        case LoadKey.ProfileKey _ ->
            askIfUnknown(new CacheKey.ProfileOf(UserRef.SELF), V2Endpoints.profile());
        case LoadKey.AttributesKey(var user, var names) -> attributes(user, names);
        case LoadKey.ServicesKey _ -> wantsServices = true;
        case LoadKey.AveragesKey _ -> averages();
        case LoadKey.GoalsKey(var user, var names) -> goals(user, names);
        case LoadKey.OwnedKey _ -> whole(CacheKey.Owned::new, V2Endpoints::owned);
        case LoadKey.TemplatesKey _ -> whole(CacheKey.Templates::new, V2Endpoints::templates);
        case LoadKey.ListKey(_, var query) -> rows.add(query);
        case LoadKey.AttributeListsKey each -> rows.add(each);
        case LoadKey.PairsKey pair -> pairs.add(pair, values);
        case LoadKey.ValuesKey it -> values.add(it);
      }
    }
    return todo();
  }

  private RequestPlan todo() {
    if (wantsServices) {
      whole(CacheKey.ServicesOf::new, V2Endpoints::services);
    }
    int later = rows.askInto(asks);
    pairs.askInto(asks);
    later += values.askInto(asks);
    later += somebody();
    return new RequestPlan(List.copyOf(asks), later, rows.counts(), rows.isOpen());
  }

  /// Somebody's needs: it must be known first whether they are the caller. Of anybody else nothing
  /// can be asked. Returns how many more requests may follow.
  private int somebody() {
    if (ofSomebody.isEmpty() || facts.profile(UserRef.SELF) != null) {
      return 0;
    }
    asks.add(V2Endpoints.profile());
    RequestPlan then = new V2RequestPlanner(facts).of(ofSomebody);
    return then.later() + (int) then.asks().stream().filter(it -> !asks.contains(it)).count();
  }

  private static LoadKey.Planned<?> ofCaller(LoadKey.Planned<?> need) {
    return switch (need) {
      case LoadKey.AttributesKey(_, var names) -> new LoadKey.AttributesKey(UserRef.SELF, names);
      case LoadKey.ValuesKey(_, var names, var span) ->
          new LoadKey.ValuesKey(UserRef.SELF, names, span);
      default -> new LoadKey.ProfileKey(UserRef.SELF);
    };
  }

  private void askIfUnknown(CacheKey<?> topic, ReadRequest ask) {
    if (facts.get(topic) == null) {
      asks.add(ask);
    }
  }

  private <R> void whole(IntFunction<CacheKey<Page<R>>> pages, IntFunction<ReadRequest> ask) {
    if (facts.whole(pages) instanceof ListResult.Missing<R> missing) {
      missing.pages().forEach(page -> asks.add(ask.apply(page)));
    }
  }

  private void averages() {
    whole(CacheKey.LatestAverages::new, V2Endpoints::averages);
  }

  private void attributes(UserRef user, AttributeSelector names) {
    if (gaps.lacksAttributes(user, names)) {
      values.wantNames(names);
    }
  }

  private void goals(UserRef user, AttributeSelector names) {
    Collection<AttributeName> known = names.in(user, facts);
    Catalog catalog = facts.catalog(user);
    if (known == null || catalog == null) {
      values.add(new LoadKey.ValuesKey(user, AttributeSelector.all(), DateRange.TODAY));
      averages();
      return;
    }
    MissingData.ofGoals(user, known, catalog).forEach(values::add);
    if (gaps.lacksGoal(user, known)) {
      averages();
    }
  }
}
