package io.existgraph.exist.v2;

import static io.existgraph.exist.CachedEntries.TODAY;
import static io.existgraph.exist.CachedEntries.targets;
import static org.assertj.core.api.Assertions.assertThat;

import io.existgraph.data.DateRange;
import io.existgraph.data.InsightListResource;
import io.existgraph.data.ListQuery;
import io.existgraph.data.ListResource;
import io.existgraph.data.UserRef;
import io.existgraph.exist.AttributeSelector;
import io.existgraph.exist.CachedEntries;
import io.existgraph.exist.LoadKey;
import io.existgraph.exist.PageEstimate;
import io.existgraph.exist.RequestPlan;
import io.existgraph.model.AttributeName;
import io.existgraph.model.Insight;
import io.existgraph.view.UpstreamLists;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class V2RequestPlannerTest {
  private static final UserRef SELF = UserRef.SELF;
  private static final AttributeSelector ALL = AttributeSelector.all();
  private static final LoadKey.ProfileKey PROFILE = new LoadKey.ProfileKey(SELF);
  private static final String RECENT = "attributes/with-values/?days=31";

  private static final UpstreamLists LISTS =
      new UpstreamLists() {
        @Override
        public <R> ListResource<R> kept(ListResource<R> list) {
          return ExistV2.upstream(list);
        }
      };

  private final CachedEntries cached = new CachedEntries();

  private RequestPlan plan(LoadKey.Planned<?>... keys) {
    return new V2RequestPlanner(cached.view(LISTS)).plan(List.of(keys));
  }

  private List<String> requests(LoadKey.Planned<?>... keys) {
    return targets(plan(keys).requests());
  }

  private void cacheProfileAndAttributes(String... names) {
    cached.withProfile("josh").withAttributes(1, names.length, names);
  }

  private static AttributeName name(String name) {
    return new AttributeName(name);
  }

  private static AttributeSelector one(String name) {
    return new AttributeSelector.ByName(name(name));
  }

  private static AttributeSelector some(String... names) {
    return new AttributeSelector.ByNamesAndGroups(Set.of(names), null);
  }

  private static LoadKey.ValuesKey values(AttributeSelector names, int days) {
    return new LoadKey.ValuesKey(SELF, names, new DateRange(days, null, null));
  }

  private static LoadKey.AttributeListsKey lists(
      AttributeSelector names, ListQuery.ListQueryTemplate.ListKind of) {
    return new LoadKey.AttributeListsKey(
        SELF, names, new ListQuery.ListQueryTemplate(of, 5, null, null, null, false, false));
  }

  @Test
  void theRecentListHasAttributesAndAMonthOfTheirValues() {
    assertThat(requests(PROFILE, new LoadKey.AttributesKey(SELF, ALL), values(ALL, 31)))
        .containsExactlyInAnyOrder("accounts/profile/", RECENT);
  }

  @Test
  void whatIsCachedIsNotRequested() {
    cacheProfileAndAttributes("steps");
    assertThat(plan(PROFILE, new LoadKey.AttributesKey(SELF, one("steps"))))
        .isEqualTo(new RequestPlan(List.of(), 0, false, 0, 0, Set.of(), PageEstimate.NONE));
  }

  @Test
  void anAccountBeyondAPageHasMorePagesOfTheList() {
    cached.withProfile("josh").withAttributes(1, 4, "a", "b");
    assertThat(requests(values(ALL, 31)))
        .containsExactly(RECENT, "attributes/with-values/?days=31&page=2");
  }

  @Test
  void aDayLongAgoOfAllAttributesTakesAWindowThatListsTheirNames() {
    LocalDate day = TODAY.minusDays(60);
    RequestPlan plan =
        plan(
            new LoadKey.AttributesKey(SELF, ALL),
            new LoadKey.ValuesKey(SELF, ALL, DateRange.of(day)));
    assertThat(targets(plan.requests()))
        .containsExactly("attributes/with-values/?date_max=2026-09-25&days=31");
    assertThat(plan.isExact()).isFalse(); // how many pages they have is not known
    assertThat(plan.bound(1)).isEqualTo(1);
    assertThat(plan.most()).isEqualTo(10);
  }

  @Test
  void aLongRangeOfOneAttributeIsPagedThrough() {
    cacheProfileAndAttributes("steps", "mood", "sleep");
    assertThat(requests(values(one("steps"), 150)))
        .containsExactly(
            "attributes/values/?attribute=steps&date_max=2026-11-24",
            "attributes/values/?attribute=steps&date_max=2026-08-16");
  }

  @Test
  void aNamedUserIsIdentifiedFirst() {
    UserRef user = new UserRef("josh");
    LoadKey.AttributesKey attributes = new LoadKey.AttributesKey(user, ALL);
    RequestPlan plan = plan(attributes);
    assertThat(targets(plan.requests())).containsExactly("accounts/profile/");
    assertThat(plan.maxFollowUps()).isOne();
    cached.withProfile("josh");
    assertThat(plan(attributes).requests()).isEmpty();
  }

  @Test
  void averagesOfSeveralAttributesShareAPageAndMayFollowAlone() {
    cacheProfileAndAttributes("steps", "mood");
    RequestPlan plan = plan(lists(ALL, ListQuery.ListQueryTemplate.ListKind.AVERAGES));
    assertThat(targets(plan.requests()))
        .containsExactly("averages/?attributes=mood,steps&include_historical=1");
    assertThat(plan.maxFollowUps()).isEqualTo(2);
    assertThat(requests(lists(one("steps"), ListQuery.ListQueryTemplate.ListKind.AVERAGES)))
        .containsExactly("averages/?attributes=steps&include_historical=1");
  }

  @Test
  void correlationsOfManyAttributesMayBeInTheBatch() {
    cacheProfileAndAttributes("a", "b", "c", "d");
    RequestPlan plan = plan(lists(ALL, ListQuery.ListQueryTemplate.ListKind.CORRELATIONS));
    assertThat(targets(plan.requests())).containsExactly("correlations/");
    assertThat(plan.maxFollowUps()).isEqualTo(4);
    assertThat(plan.counting()).containsExactlyElementsOf(plan.requests());
    assertThat(requests(lists(some("a", "b"), ListQuery.ListQueryTemplate.ListKind.CORRELATIONS)))
        .containsExactlyInAnyOrder("correlations/?attribute=a", "correlations/?attribute=b");
  }

  @Test
  void insightsOfOneAttributeAreOnTenPagesOfAllAtMost() {
    cacheProfileAndAttributes("steps");
    RequestPlan plan = plan(lists(one("steps"), ListQuery.ListQueryTemplate.ListKind.INSIGHTS));
    assertThat(targets(plan.requests())).containsExactly("insights/");
    assertThat(plan.maxFollowUps()).isEqualTo(10);
    assertThat(plan.counting()).containsExactlyElementsOf(plan.requests());
    assertThat(plan.isOpen()).isFalse();
  }

  @Test
  void insightsOfOnePriorityAreAListOfExist() {
    RequestPlan plan = plan(insightsOfPriority(1));
    assertThat(targets(plan.requests())).containsExactly("insights/?priority=1");
    assertThat(plan.isExact()).isTrue();
  }

  @Test
  void insightsOfAnUndocumentedPriorityAreInAListOfUnknownLength() {
    RequestPlan plan = plan(insightsOfPriority(Insight.InsightType.UNKNOWN_PRIORITY));
    assertThat(targets(plan.requests())).containsExactly("insights/");
    assertThat(plan.isOpen()).isTrue();
  }

  private static LoadKey.UserListKey<Insight> insightsOfPriority(int priority) {
    ListResource<Insight> list = new InsightListResource(null, null, null, priority);
    return new LoadKey.UserListKey<>(SELF, new ListQuery<>(list, 5, null, false));
  }

  @Test
  void pairsWithAnAttributeInCommonAreInItsList() {
    cacheProfileAndAttributes("steps", "mood", "sleep");
    assertThat(
            requests(new LoadKey.CorrelationPairsKey(SELF, some("steps", "sleep"), name("mood"))))
        .containsExactly("correlations/?attribute=mood");
    assertThat(requests(new LoadKey.CorrelationPairsKey(SELF, one("steps"), name("mood"))))
        .containsExactly("correlations/combo/?attribute=steps&attribute2=mood");
  }

  @Test
  void goalsOfUnknownAttributesNeedTodayOfAllAndAverages() {
    assertThat(requests(new LoadKey.GoalsKey(SELF, ALL)))
        .containsExactlyInAnyOrder(RECENT, "averages/");
  }

  @Test
  void servicesListTheAttributesToo() {
    assertThat(requests(new LoadKey.ServicesKey(SELF), new LoadKey.AttributesKey(SELF, ALL)))
        .containsExactly("attributes/?include_low_priority=1");
  }
}
