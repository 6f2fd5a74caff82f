package io.existgraph.exist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.existgraph.cache.CacheEntry;
import io.existgraph.credential.Credential;
import io.existgraph.data.AverageListResource;
import io.existgraph.data.CacheKey;
import io.existgraph.data.DailyValues;
import io.existgraph.data.DateRange;
import io.existgraph.data.DecodedResponse;
import io.existgraph.data.InsightListResource;
import io.existgraph.data.ListQuery;
import io.existgraph.data.ListResult;
import io.existgraph.data.UserRef;
import io.existgraph.exist.http.ExistHttpClient;
import io.existgraph.exist.http.ExistWebClient;
import io.existgraph.model.Attribute;
import io.existgraph.model.AttributeName;
import io.existgraph.model.Correlation;
import io.existgraph.model.Insight;
import io.existgraph.model.WeeklyAverage;
import io.existgraph.model.WriteItem;
import io.existgraph.model.WriteOutcome.OutcomeReason;
import io.existgraph.model.WriteOutcome.OutcomeStatus;
import io.existgraph.ratelimit.RateLimiter;
import io.existgraph.ratelimit.ReservedRequest;
import io.existgraph.ratelimit.SlidingWindowRateLimiter;
import io.existgraph.ratelimit.Spending;
import io.existgraph.simulator.ExistSimulator;
import io.existgraph.simulator.InjectedFault;
import io.existgraph.simulator.SimulatorOptions;
import io.existgraph.time.GatewayClock;
import io.existgraph.view.CacheView;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// What every version of the port promises, before the demo Exist.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class ExistApiContract {
  private static final Instant NOON = Instant.parse("2026-11-24T02:00:00Z");
  private static final GatewayClock CLOCK = () -> NOON;
  private static final LocalDate TODAY = LocalDate.parse("2026-11-24");
  private static final Duration LONGEST = Duration.ofSeconds(30);
  private static final Credential READER = new Credential("Token demo");
  private static final Credential CLIENT = new Credential("Bearer demo");
  private static final ExchangeListener NOBODY = _ -> {};
  private static final AttributeName STEPS = new AttributeName("steps");
  private static final AttributeName MOOD = new AttributeName("mood");

  private ExistSimulator exist;
  private ExistApi api;
  private RateLimiter budget;
  private Map<CacheKey<?>, CacheEntry<?>> entries;
  private CacheView view;

  abstract ExistApi api(ExistHttpClient http, GatewayClock clock);

  private ReservedRequest reserved() {
    return Spending.reserve(budget, READER.callerId(), 1).getFirst();
  }

  @BeforeAll
  void start() {
    exist = ExistSimulator.start(CLOCK, SimulatorOptions.DEFAULT.withLimitPerHour(100_000));
    budget = new SlidingWindowRateLimiter(10_000, 0, Duration.ofHours(1), CLOCK);
    ExistWebClient wire = new ExistWebClient(exist::address, LONGEST, LONGEST, LONGEST, CLOCK);
    api = api(new ExistHttpClient(wire, budget, 4, LONGEST, LONGEST, CLOCK, _ -> {}), CLOCK);
  }

  @AfterAll
  void stop() {
    exist.close();
  }

  @BeforeEach
  void forget() {
    exist.clearFaults();
    exist.clearRequests();
    budget.forget(READER.callerId());
    budget.forget(CLIENT.callerId());
    entries = new HashMap<>();
    view =
        new CacheView(
            entries::get, (_, _, _) -> true, api::upstreamList, UnaryOperator.identity(), NOON);
  }

  /// Asks until nothing is missing; returns how many requests that took.
  private int learn(LoadKey.Planned<?>... needs) {
    Set<ReadRequest> asked = new HashSet<>();
    for (int step = 0; step < 3; step++) {
      for (ReadRequest ask : api.plan(List.of(needs), view).requests()) {
        assertThat(asked.add(ask)).as(ask.target()).isTrue();
        DecodedResponse answer = api.read(READER, ask, reserved(), NOBODY).block(LONGEST);
        assertThat(answer).isNotNull();
        answer.values().forEach((key, fact) -> entries.merge(key, entry(fact), this::both));
      }
    }
    assertThat(api.plan(List.of(needs), view).requests()).isEmpty();
    return asked.size();
  }

  private static CacheEntry<?> entry(Object fact) {
    return new CacheEntry<>(fact, NOON, 1);
  }

  private CacheEntry<?> both(CacheEntry<?> before, CacheEntry<?> after) {
    return before.value() instanceof DailyValues a && after.value() instanceof DailyValues b
        ? entry(a.and(b))
        : after;
  }

  private static LoadKey.ValuesKey values(AttributeSelector names, LocalDate from, LocalDate to) {
    return new LoadKey.ValuesKey(UserRef.SELF, names, new DateRange(null, from, to));
  }

  @Test
  void whoTheCallerIs() {
    assertThat(learn(new LoadKey.ProfileKey(UserRef.SELF))).isOne();
    assertThat(view.today(UserRef.SELF)).isEqualTo(TODAY);
    assertThat(view.profile(UserRef.SELF).username()).isEqualTo("demo");
    assertThat(view.profile(UserRef.SELF).units().isImperial()).isFalse();
  }

  @Test
  void whichAttributesThereAre() {
    assertThat(learn(new LoadKey.AttributesKey(UserRef.SELF, AttributeSelector.all()))).isOne();
    List<Attribute> all = List.copyOf(view.catalog(UserRef.SELF).attributes());
    assertThat(all).hasSize(35);
    assertThat(all.getFirst().name()).isEqualTo(STEPS);
    assertThat(all.getFirst().label()).isEqualTo("Steps");
    assertThat(all.getFirst().group().label()).isEqualTo("Activity");
    assertThat(all.getFirst().service().label()).isEqualTo("Fitbit");
    assertThat(all.getFirst().valueTypeDescription()).isEqualTo("Integer");
  }

  @Test
  void everyDayThatWasAskedFor() {
    int requests =
        learn(
            new LoadKey.ProfileKey(UserRef.SELF),
            new LoadKey.AttributesKey(UserRef.SELF, AttributeSelector.all()),
            new LoadKey.ValuesKey(
                UserRef.SELF, AttributeSelector.all(), new DateRange(31, null, null)),
            values(
                new AttributeSelector.ByName(STEPS), TODAY.minusDays(250), TODAY.minusDays(100)));
    assertThat(requests).isLessThanOrEqualTo(4);
    for (LocalDate day = TODAY; day.isAfter(TODAY.minusDays(31)); day = day.minusDays(1)) {
      assertThat(view.values(UserRef.SELF, MOOD).on(day)).as(day.toString()).isNotNull();
    }
    for (int back = 100; back <= 250; back++) {
      assertThat(view.values(UserRef.SELF, STEPS).on(TODAY.minusDays(back))).isNotNull();
    }
    assertThat(view.values(UserRef.SELF, STEPS).on(TODAY.minusDays(120)).value())
        .isInstanceOf(Number.class);
  }

  @Test
  void thatThereIsNoSuchAttribute() {
    AttributeName nothing = new AttributeName("nothing");
    learn(
        values(new AttributeSelector.ByName(nothing), TODAY.minusDays(250), TODAY.minusDays(245)));
    assertThat(view.isAbsent(UserRef.SELF, nothing)).isTrue();
  }

  @Test
  void averagesAndGoals() {
    learn(
        new LoadKey.AveragesKey(UserRef.SELF),
        new LoadKey.GoalsKey(UserRef.SELF, new AttributeSelector.ByName(STEPS)));
    assertThat(view.whole(CacheKey.LatestAverages::new)).isInstanceOf(ListResult.KnownRows.class);
    assertThat(view.values(UserRef.SELF, STEPS.goal().orElseThrow()).on(TODAY).value())
        .isInstanceOf(Number.class);
    ListQuery<WeeklyAverage> history =
        new ListQuery<>(new AverageListResource(STEPS, null, null), 50, null, true);
    learn(new LoadKey.UserListKey<>(UserRef.SELF, history));
    ListResult.KnownRows<WeeklyAverage> known =
        (ListResult.KnownRows<WeeklyAverage>) view.rows(history);
    assertThat(known.rows()).hasSize(50);
    assertThat(known.total()).isGreaterThan(50);
  }

  @Test
  void insightsNewestFirst() {
    ListQuery<Insight> query =
        new ListQuery<>(InsightListResource.of(null, null, null), 120, null, true);
    assertThat(learn(new LoadKey.UserListKey<>(UserRef.SELF, query))).isEqualTo(2);
    List<Instant> moments = new ArrayList<>();
    for (Insight insight : ((ListResult.KnownRows<Insight>) view.rows(query)).rows()) {
      moments.add(insight.created().toInstant());
      assertThat(insight.text()).isNotBlank().doesNotContain("<");
      assertThat(insight.type().priority()).isBetween(1, 4);
    }
    assertThat(moments).hasSize(120).isSortedAccordingTo((a, b) -> b.compareTo(a));
  }

  @Test
  void correlationsSeenFromTheAttributeAskedAbout() {
    ListQuery<Correlation> query = ListQuery.latestOf(MOOD);
    learn(new LoadKey.UserListKey<>(UserRef.SELF, query));
    List<Correlation> rows = ((ListResult.KnownRows<Correlation>) view.rows(query)).rows();
    assertThat(rows).isNotEmpty().allMatch(row -> row.attribute().equals(MOOD));
    AttributeName other = rows.getFirst().attribute2();
    assertThat(view.pair(MOOD, other).rows()).containsExactly(rows.getFirst());
    assertThat(view.pair(other, MOOD).rows().getFirst().value()).isEqualTo(rows.getFirst().value());
    assertThat(view.pair(MOOD, new AttributeName("mood_note")).rows()).isEmpty();
    entries.clear();
    learn(new LoadKey.CorrelationPairsKey(UserRef.SELF, new AttributeSelector.ByName(MOOD), other));
    assertThat(view.pair(MOOD, other).rows().getFirst().value()).isEqualTo(rows.getFirst().value());
  }

  static Stream<Arguments> faults() {
    return Stream.of(
        Arguments.of(InjectedFault.json(401, "{}"), Failure.Unauthenticated.class),
        Arguments.of(InjectedFault.json(403, "{}"), Failure.Forbidden.class),
        Arguments.of(InjectedFault.json(429, ""), Failure.RateLimited.class),
        Arguments.of(InjectedFault.html(500), Failure.ServerError.class),
        Arguments.of(InjectedFault.html(200), Failure.BadResponse.class),
        Arguments.of(InjectedFault.json(200, "[1]"), Failure.BadResponse.class),
        Arguments.of(InjectedFault.json(200, "null"), Failure.BadResponse.class),
        Arguments.of(new InjectedFault.TruncatedBody(), Failure.BadResponse.class));
  }

  @ParameterizedTest
  @MethodSource("faults")
  void aFaultIsAFailure(InjectedFault fault, Class<?> failure) {
    ReadRequest ask =
        api.plan(List.of(new LoadKey.ProfileKey(UserRef.SELF)), view).requests().getFirst();
    exist.fault(_ -> true, fault);
    assertThatThrownBy(() -> api.read(READER, ask, reserved(), NOBODY).block(LONGEST))
        .isInstanceOfSatisfying(
            FailureException.class, e -> assertThat(e.failure()).isInstanceOf(failure));
  }

  private WriteResponse write(Credential credential, WriteItem... items) {
    return api.write(credential, List.of(items), NOBODY).block(LONGEST);
  }

  @Test
  void eachItemOfAWriteHasItsOutcome() {
    WriteItem good = new WriteItem.ValueUpdate(MOOD, TODAY, 5);
    WriteItem other = new WriteItem.ValueUpdate(MOOD, TODAY.minusDays(1), 99);
    WriteItem foreign = new WriteItem.ValueUpdate(STEPS, TODAY, 5);
    assertThat(write(CLIENT, good, other, foreign))
        .isInstanceOfSatisfying(
            WriteResponse.ItemOutcomes.class,
            answered -> {
              assertThat(answered.items()).hasSize(3);
              assertThat(answered.items().get(good.key()).status())
                  .isEqualTo(OutcomeStatus.APPLIED);
              assertThat(answered.items().get(other.key()).cause().reason())
                  .isEqualTo(OutcomeReason.INVALID_VALUE);
              assertThat(answered.items().get(foreign.key()).cause().reason())
                  .isEqualTo(OutcomeReason.NOT_OWNED);
            });
    assertThat(exist.requests()).hasSize(1);
    assertThat(exist.requests().getFirst().line()).isEqualTo("POST " + api.target(good));
  }

  @Test
  void ownershipIsTakenAndGivenUp() {
    AttributeName tracks = new AttributeName("tracks");
    for (WriteItem item :
        List.of(
            new WriteItem.AttributeAcquisition(tracks, true, null),
            new WriteItem.AttributeRelease(tracks))) {
      assertThat(write(CLIENT, item))
          .isInstanceOfSatisfying(
              WriteResponse.ItemOutcomes.class,
              answered ->
                  assertThat(answered.items().get(item.key()).status())
                      .isEqualTo(OutcomeStatus.APPLIED));
    }
  }

  @Test
  void aWriteThatFailsAsAWholeIsAnAnswerTooAndSentOnce() {
    WriteItem item = new WriteItem.ValueUpdate(MOOD, TODAY, 5);
    assertThat(write(READER, item))
        .isEqualTo(new WriteResponse.RefusedResponse(new Failure.Forbidden(403)));
    exist.fault(_ -> true, new InjectedFault.ClosedConnection(true));
    exist.clearRequests();
    assertThat(write(CLIENT, item)).isEqualTo(new WriteResponse.LostResponse());
    assertThat(exist.requests()).hasSize(1);
    exist.clearFaults();
    exist.fault(_ -> true, InjectedFault.json(429, ""));
    assertThat(write(CLIENT, item)).isInstanceOf(WriteResponse.NotSentResponse.class);
  }

  @Test
  void tokens() {
    AccessToken token =
        api.token(new TokenRequest.PasswordSignIn("demo", "demo"), NOBODY).block(LONGEST);
    assertThat(token.authorization()).isEqualTo("Token demo");
    assertThatThrownBy(
            () ->
                api.token(new TokenRequest.PasswordSignIn("demo", "wrong"), NOBODY).block(LONGEST))
        .isInstanceOfSatisfying(
            FailureException.class,
            e -> assertThat(e.failure()).isInstanceOf(Failure.InvalidCredentials.class));
    TokenRequest.AuthorizationCode code =
        new TokenRequest.AuthorizationCode(
            "used",
            "https://a.example/",
            ExistSimulator.CLIENT_ID,
            ExistSimulator.CLIENT_SECRET,
            null);
    assertThatThrownBy(() -> api.token(code, NOBODY).block(LONGEST))
        .isInstanceOfSatisfying(
            FailureException.class,
            e -> assertThat(e.failure()).isInstanceOf(Failure.InvalidGrant.class));
  }

  @Test
  void nothingIsAskedTwiceAndNothingWithoutNeed() {
    assertThat(api.plan(List.of(), view).requests()).isEmpty();
    LoadKey.Planned<?> need = new LoadKey.AttributesKey(UserRef.SELF, AttributeSelector.all());
    assertThat(api.plan(List.of(need, need), view).requests()).hasSize(1);
    assertThat(exist.requests()).isEmpty();
  }
}
