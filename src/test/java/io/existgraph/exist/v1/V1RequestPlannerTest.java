package io.existgraph.exist.v1;

import static io.existgraph.exist.CachedEntries.TODAY;
import static io.existgraph.exist.CachedEntries.targets;
import static org.assertj.core.api.Assertions.assertThat;

import io.existgraph.data.CacheKey;
import io.existgraph.data.DateRange;
import io.existgraph.data.ListQuery;
import io.existgraph.data.ListResource;
import io.existgraph.data.RecentValues;
import io.existgraph.data.UserRef;
import io.existgraph.exist.AttributeSelector;
import io.existgraph.exist.CachedEntries;
import io.existgraph.exist.LoadKey;
import io.existgraph.exist.PageEstimate;
import io.existgraph.exist.RequestPlan;
import io.existgraph.model.AttributeName;
import io.existgraph.model.Catalog;
import io.existgraph.view.UpstreamLists;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class V1RequestPlannerTest {
  private static final UserRef SELF = UserRef.SELF;
  private static final AttributeSelector ALL = AttributeSelector.all();
  private static final LoadKey.ProfileKey PROFILE = new LoadKey.ProfileKey(SELF);
  private static final String OVERVIEW = "users/$self/today/";
  private static final String RECENT = "users/$self/attributes/?limit=31";

  private static final UpstreamLists LISTS =
      new UpstreamLists() {
        @Override
        public <R> ListResource<R> kept(ListResource<R> list) {
          return list;
        }
      };

  private final CachedEntries cached = new CachedEntries();

  private RequestPlan plan(LoadKey.Planned<?>... keys) {
    return new V1RequestPlanner(cached.view(LISTS)).plan(List.of(keys));
  }

  private List<String> requests(LoadKey.Planned<?>... keys) {
    return targets(plan(keys).requests());
  }

  private void cacheProfileAndAttributes(String... names) {
    cached.withProfile("josh");
    cached.with(
        new CacheKey.CatalogOf(SELF),
        new Catalog(Stream.of(names).map(CachedEntries::attribute).toList()));
  }

  private static AttributeSelector one(String name) {
    return new AttributeSelector.ByName(new AttributeName(name));
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
  void theOverviewHasProfileAttributesAndTodaysValues() {
    assertThat(requests(PROFILE, new LoadKey.AttributesKey(SELF, ALL), values(ALL, 1)))
        .containsExactly(OVERVIEW);
  }

  @Test
  void whatIsCachedIsNotRequested() {
    cacheProfileAndAttributes("steps");
    assertThat(plan(PROFILE, new LoadKey.AttributesKey(SELF, one("steps"))))
        .isEqualTo(new RequestPlan(List.of(), 0, false, 0, 0, Set.of(), PageEstimate.NONE));
  }

  @Test
  void theListHasAMonthOfAllAttributes() {
    assertThat(requests(values(ALL, 31))).containsExactly(RECENT);
    cacheProfileAndAttributes("steps", "mood");
    assertThat(requests(values(ALL, 31))).containsExactly(RECENT);
  }

  @Test
  void aPageHasAHundredDaysOfOneAttribute() {
    cacheProfileAndAttributes("steps", "mood");
    assertThat(requests(values(one("steps"), 250)))
        .containsExactly(
            "users/$self/attributes/steps/?date_max=2026-11-24",
            "users/$self/attributes/steps/?date_max=2026-08-16",
            "users/$self/attributes/steps/?date_max=2026-05-08");
  }

  @Test
  void theListSparesNoPageOfALongerRange() {
    cacheProfileAndAttributes("steps", "mood");
    assertThat(requests(values(ALL, 32)))
        .containsExactly(
            "users/$self/attributes/mood/?date_max=2026-11-24",
            "users/$self/attributes/steps/?date_max=2026-11-24");
  }

  @Test
  void historyOfUnknownAttributesAwaitsTheirNames() {
    LocalDate from = TODAY.minusDays(60);
    RequestPlan plan = plan(new LoadKey.ValuesKey(SELF, ALL, new DateRange(null, from, from)));
    assertThat(targets(plan.requests())).containsExactly(OVERVIEW);
    assertThat(plan.awaitsNames()).isTrue();
    assertThat(plan.isExact()).isFalse();
    assertThat(plan.bound(1)).isOne();
  }

  @Test
  void listsOfEachAttributeAwaitTheirNames() {
    LoadKey.AttributeListsKey correlations =
        lists(ALL, ListQuery.ListQueryTemplate.ListKind.CORRELATIONS);
    assertThat(plan(correlations).awaitsNames()).isTrue();
    assertThat(requests(correlations)).containsExactly(OVERVIEW);
    cacheProfileAndAttributes("steps", "mood");
    assertThat(plan(correlations).isExact()).isTrue();
    assertThat(requests(correlations))
        .containsExactlyInAnyOrder(
            "users/$self/correlations/attribute/mood/",
            "users/$self/correlations/attribute/steps/");
  }

  @Test
  void insightsOfManyAttributesMayBeInTheOwnList() {
    cacheProfileAndAttributes("a", "b", "c", "d");
    RequestPlan plan = plan(lists(ALL, ListQuery.ListQueryTemplate.ListKind.INSIGHTS));
    assertThat(targets(plan.requests())).containsExactly("users/$self/insights/");
    assertThat(plan.maxFollowUps()).isEqualTo(4);
    assertThat(plan.counting()).containsExactlyElementsOf(plan.requests());
    assertThat(plan.isExact()).isFalse();
  }

  @Test
  void insightsOfFewAttributesAreRequestedByAttribute() {
    cacheProfileAndAttributes("a", "b", "c");
    RequestPlan plan = plan(lists(ALL, ListQuery.ListQueryTemplate.ListKind.INSIGHTS));
    assertThat(targets(plan.requests()))
        .containsExactly(
            "users/$self/insights/attribute/a/",
            "users/$self/insights/attribute/b/",
            "users/$self/insights/attribute/c/");
    assertThat(plan.isExact()).isTrue();
  }

  @Test
  void goalsNeedAveragesUnlessAGoalAttributeHasAValue() {
    LoadKey.GoalsKey goals = new LoadKey.GoalsKey(SELF, some("steps"));
    assertThat(requests(goals)).contains("users/$self/averages/");
    cacheProfileAndAttributes("steps", "steps_goal");
    assertThat(requests(goals)).containsExactlyInAnyOrder(OVERVIEW, "users/$self/averages/");
    Map<AttributeName, Object> goal = Map.of(new AttributeName("steps_goal"), 10_000);
    cached.with(new CacheKey.TodayOf(SELF), new RecentValues.TodayValues(goal, null));
    assertThat(requests(goals)).isEmpty();
  }

  @Test
  void v1HasNeitherServicesNorTemplates() {
    assertThat(plan(new LoadKey.ServicesKey(SELF), new LoadKey.TemplatesKey(SELF)).requests())
        .isEmpty();
  }

  @Test
  void otherUsersHaveTheirOwnOverview() {
    UserRef user = new UserRef("belle");
    assertThat(requests(new LoadKey.ProfileKey(user), new LoadKey.AttributesKey(user, ALL)))
        .containsExactly("users/belle/today/");
  }
}
