package io.existgraph.upstream.v2;

import io.existgraph.model.AttributeName;
import io.existgraph.model.Catalog;
import io.existgraph.upstream.Ask;
import io.existgraph.upstream.Facts;
import io.existgraph.upstream.Gaps;
import io.existgraph.upstream.Names;
import io.existgraph.upstream.Need;
import io.existgraph.upstream.Page;
import io.existgraph.upstream.Rows;
import io.existgraph.upstream.Span;
import io.existgraph.upstream.Todo;
import io.existgraph.upstream.Topic;
import io.existgraph.upstream.UserRef;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.IntFunction;

/// Turns needs into the fewest requests of API v2, given what is known. An account is taken to fit
/// a page of a hundred attributes until the first page tells otherwise.
final class Draft {
  private final Facts facts;
  private final Gaps gaps;
  private final Set<Ask> asks = new LinkedHashSet<>();
  private final ValueAsks values;
  private final RowAsks rows;
  private final PairAsks pairs;
  private final List<Need> ofSomebody = new ArrayList<>();
  private boolean wantsServices;

  Draft(Facts facts) {
    this.facts = facts;
    this.gaps = new Gaps(facts);
    this.values = new ValueAsks(facts);
    this.rows = new RowAsks(facts, values);
    this.pairs = new PairAsks(facts);
  }

  Todo of(Collection<Need> needs) {
    for (Need need : needs) {
      if (!need.user().isSelf()) {
        ofSomebody.add(ofCaller(need)); // who may be the caller
        continue;
      }
      switch (need) {
        case Need.Identity _ -> askIfUnknown(new Topic.ProfileOf(UserRef.SELF), Asks.profile());
        case Need.Attributes(var user, var names) -> attributes(user, names);
        case Need.Services _ -> wantsServices = true;
        case Need.Averages _ -> averages();
        case Need.Goals(var user, var names) -> goals(user, names);
        case Need.Owned _ -> whole(Topic.Owned::new, Asks::owned);
        case Need.Templates _ -> whole(Topic.Templates::new, Asks::templates);
        case Need.Rows(_, var query) -> rows.add(query);
        case Need.RowsOfEach each -> rows.add(each);
        case Need.Pairs pair -> pairs.add(pair, values);
        case Need.Values it -> values.add(it);
      }
    }
    return todo();
  }

  private Todo todo() {
    if (wantsServices) {
      whole(Topic.ServicesOf::new, Asks::services);
    }
    int later = rows.askInto(asks);
    pairs.askInto(asks);
    later += values.askInto(asks);
    later += somebody();
    return new Todo(List.copyOf(asks), later, rows.counts(), rows.isOpen());
  }

  /// Somebody's needs: it must be known first whether they are the caller. Of anybody else nothing
  /// can be asked. Returns how many more requests may follow.
  private int somebody() {
    if (ofSomebody.isEmpty() || facts.profile(UserRef.SELF) != null) {
      return 0;
    }
    asks.add(Asks.profile());
    Todo then = new Draft(facts).of(ofSomebody);
    return then.later() + (int) then.asks().stream().filter(it -> !asks.contains(it)).count();
  }

  private static Need ofCaller(Need need) {
    return switch (need) {
      case Need.Attributes(_, var names) -> new Need.Attributes(UserRef.SELF, names);
      case Need.Values(_, var names, var span) -> new Need.Values(UserRef.SELF, names, span);
      default -> new Need.Identity(UserRef.SELF);
    };
  }

  private void askIfUnknown(Topic<?> topic, Ask ask) {
    if (facts.get(topic) == null) {
      asks.add(ask);
    }
  }

  private <R> void whole(IntFunction<Topic<Page<R>>> pages, IntFunction<Ask> ask) {
    if (facts.whole(pages) instanceof Rows.Missing<R> missing) {
      missing.pages().forEach(page -> asks.add(ask.apply(page)));
    }
  }

  private void averages() {
    whole(Topic.LatestAverages::new, Asks::averages);
  }

  private void attributes(UserRef user, Names names) {
    if (gaps.lacksAttributes(user, names)) {
      values.wantNames(names);
    }
  }

  private void goals(UserRef user, Names names) {
    Collection<AttributeName> known = names.in(user, facts);
    Catalog catalog = facts.catalog(user);
    if (known == null || catalog == null) {
      values.add(new Need.Values(user, Names.all(), Span.TODAY));
      averages();
      return;
    }
    Gaps.ofGoals(user, known, catalog).forEach(values::add);
    if (gaps.lacksGoal(user, known)) {
      averages();
    }
  }
}
