package io.existgraph.exist.v2;

import io.existgraph.data.CacheKey;
import io.existgraph.data.DateRange;
import io.existgraph.data.ListPage;
import io.existgraph.data.ListResult;
import io.existgraph.data.UserRef;
import io.existgraph.exist.AttributeSelector;
import io.existgraph.exist.LoadKey;
import io.existgraph.exist.ReadRequest;
import io.existgraph.exist.RequestPlan;
import io.existgraph.exist.client.RequestPlanner;
import io.existgraph.view.CacheView;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.IntFunction;

/// The request planner of API v2. It assumes that an account fits a page of a hundred attributes
/// until the first page says otherwise.
final class V2RequestPlanner extends RequestPlanner {
  private final NamePlanner names;
  private final V2ValuePlanner values;
  private final ListPlanner lists;
  private final PairPlanner pairs;
  private final InactiveAttributePlanner inactive;
  private final List<LoadKey.Planned<?>> ofNamedUser = new ArrayList<>();
  private boolean wantsServices;

  V2RequestPlanner(CacheView view) {
    super(view);
    this.names = new NamePlanner(view, followUps);
    this.values = new V2ValuePlanner(view, names, followUps);
    this.lists = new ListPlanner(view, names, followUps);
    this.pairs = new PairPlanner(view, followUps);
    this.inactive = new InactiveAttributePlanner(view, followUps);
  }

  RequestPlan plan(Collection<LoadKey.Planned<?>> keys) {
    keys.forEach(this::add);
    if (wantsServices) {
      planCompleteList(CacheKey.AttributeServices::new, V2Endpoints::services);
    }
    lists.planInto(requests);
    pairs.planInto(requests);
    values.planInto(requests);
    inactive.planInto(requests);
    planNamedUser();
    notePages();
    return followUps.after(requests);
  }

  /// Notes what is repeated for further pages of attributes, and pages of unknown size.
  private void notePages() {
    List<ReadRequest> ofAttributes =
        requests.stream().filter(V2RequestPlanner::mayBeManyPages).toList();
    followUps.addSized(
        ofAttributes,
        view.get(new CacheKey.PageSize(CacheKey.PageSize.PageContent.ATTRIBUTES)),
        V2Endpoints.PAGE);
    AttributePages attributes = new AttributePages(view);
    requests.forEach(request -> followUps.addFurther(attributes.further(request)));
  }

  /// Whether its rows may not fit a small page.
  private static boolean mayBeManyPages(ReadRequest request) {
    long named = request.keys().stream().filter(CacheKey.SingleAttribute.class::isInstance).count();
    return request.path().equals(V2Endpoints.VALUES)
        && (named == 0 || named > V2Endpoints.DEFAULT_PAGE);
  }

  private void add(LoadKey.Planned<?> key) {
    if (!key.user().isSelf()) {
      ofNamedUser.add(ofCaller(key)); // the name may be the caller's
      return;
    }
    switch (key) {
      case LoadKey.ProfileKey _ ->
          requestIfUnknown(new CacheKey.ProfileOf(UserRef.SELF), V2Endpoints.profile());
      case LoadKey.AttributesKey(var user, var selector) -> planAttributes(user, selector);
      case LoadKey.InactiveAttributesKey(_, var name) -> inactive.add(name);
      case LoadKey.ServicesKey _ -> wantsServices = true;
      case LoadKey.AveragesKey _ -> planAverages();
      case LoadKey.GoalsKey goals -> planGoals(goals, values::add);
      case LoadKey.OwnedAttributesKey _ ->
          planCompleteList(CacheKey.OwnedAttributes::new, V2Endpoints::owned);
      case LoadKey.TemplatesKey _ ->
          planCompleteList(CacheKey.AttributeTemplates::new, V2Endpoints::templates);
      case LoadKey.UserListKey(_, var query) -> lists.add(query);
      case LoadKey.AttributeListsKey each -> lists.add(each);
      case LoadKey.CorrelationPairsKey pair -> pairs.add(pair, names);
      case LoadKey.ValuesKey some -> values.add(some);
    }
  }

  /// Plans for a user who was named: the profile says whether they are the caller. Of anybody else
  /// v2 has no data.
  private void planNamedUser() {
    if (ofNamedUser.isEmpty() || view.profile(UserRef.SELF) != null) {
      return;
    }
    requests.add(V2Endpoints.profile());
    RequestPlan next = new V2RequestPlanner(view).plan(ofNamedUser);
    followUps.addAll(next);
    followUps.add(
        (int) next.requests().stream().filter(request -> !requests.contains(request)).count());
  }

  private static LoadKey.Planned<?> ofCaller(LoadKey.Planned<?> key) {
    return switch (key) {
      case LoadKey.AttributesKey(_, var names) -> new LoadKey.AttributesKey(UserRef.SELF, names);
      case LoadKey.ValuesKey(_, var names, var range) ->
          new LoadKey.ValuesKey(UserRef.SELF, names, range);
      case LoadKey.InactiveAttributesKey(_, var name) ->
          new LoadKey.InactiveAttributesKey(UserRef.SELF, name);
      default -> new LoadKey.ProfileKey(UserRef.SELF);
    };
  }

  private <R> void planCompleteList(
      IntFunction<CacheKey<ListPage<R>>> pages, IntFunction<ReadRequest> request) {
    if (view.whole(pages) instanceof ListResult.MissingPages<R> some) {
      List<ReadRequest> own = some.pages().stream().map(request::apply).toList();
      requests.addAll(own);
      followUps.addLater(own, some.later());
    }
  }

  private void planAttributes(UserRef user, AttributeSelector selector) {
    if (missing.lacksAttributes(user, selector)) {
      names.add(selector);
    }
  }

  @Override
  protected void planAverages() {
    planCompleteList(CacheKey.LatestAverages::new, V2Endpoints::averages);
  }

  @Override
  protected void planTodayOfAll(UserRef user) {
    values.add(new LoadKey.ValuesKey(user, AttributeSelector.all(), DateRange.TODAY));
  }
}
