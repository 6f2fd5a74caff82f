package io.existgraph.write;

import io.existgraph.credential.Credential;
import io.existgraph.data.CacheKey;
import io.existgraph.data.DailyValues;
import io.existgraph.data.DecodedResponse;
import io.existgraph.data.ListPage;
import io.existgraph.data.ListResource;
import io.existgraph.data.RecentValues;
import io.existgraph.exist.AccessToken;
import io.existgraph.exist.ApiFeature;
import io.existgraph.exist.ExchangeListener;
import io.existgraph.exist.ExistApi;
import io.existgraph.exist.LoadKey;
import io.existgraph.exist.ReadRequest;
import io.existgraph.exist.RequestPlan;
import io.existgraph.exist.TokenRequest;
import io.existgraph.exist.WriteResponse;
import io.existgraph.exist.http.ExistHttpClient;
import io.existgraph.exist.http.ExistWebClient;
import io.existgraph.exist.v1.ExistV1;
import io.existgraph.model.Attribute;
import io.existgraph.model.AttributeName;
import io.existgraph.model.Catalog;
import io.existgraph.model.Profile;
import io.existgraph.model.ValueType;
import io.existgraph.model.WriteItem;
import io.existgraph.model.WriteOutcome;
import io.existgraph.ratelimit.RateLimiter;
import io.existgraph.ratelimit.ReservedRequest;
import io.existgraph.time.GatewayClock;
import io.existgraph.time.Moment;
import io.existgraph.view.CacheView;
import java.net.URI;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/// An Exist of one user whose exchanges go on step by step, as a test says: first a request is
/// carried out, later its answer arrives or is lost. Plans like API v1.
final class ScriptedExist implements ExistApi {
  static final AttributeName MOOD = new AttributeName("mood");

  /// What Exist holds.
  final Map<LocalDate, Object> moods = new HashMap<>();

  final List<Exchange> open = new ArrayList<>();
  int requests;

  private final GatewayClock clock;
  private final ExistApi planner;

  ScriptedExist(GatewayClock clock, ExistApi planner) {
    this.clock = clock;
    this.planner = planner;
  }

  /// Plans the requests of any number of these, and sends none.
  static ExistApi planner(GatewayClock clock, RateLimiter budget) {
    Duration none = Duration.ofSeconds(1);
    ExistWebClient nowhere =
        new ExistWebClient(() -> URI.create("http://127.0.0.1:1"), none, none, none, clock);
    return new ExistV1(new ExistHttpClient(nowhere, budget, 4, none, none, clock, _ -> {}), clock);
  }

  /// A request on its way.
  abstract static class Exchange {
    boolean isCarriedOut;
    boolean isWrite;

    abstract void carryOut();

    abstract void answer();

    abstract void lose();
  }

  @Override
  public boolean can(ApiFeature ability) {
    return planner.can(ability);
  }

  @Override
  public <R> ListResource<R> upstreamList(ListResource<R> listing) {
    return planner.upstreamList(listing);
  }

  @Override
  public RequestPlan plan(Collection<LoadKey.Planned<?>> needs, CacheView view) {
    return planner.plan(needs, view);
  }

  @Override
  public Mono<DecodedResponse> read(
      Credential credential,
      ReadRequest ask,
      ReservedRequest reservation,
      ExchangeListener listener) {
    Sinks.One<DecodedResponse> answer = Sinks.one();
    var sentAt = clock.instant();
    requests++;
    open.add(
        new Exchange() {
          private DecodedResponse reply;

          @Override
          void carryOut() {
            reply = new DecodedResponse(1000);
            ask.keys().forEach(key -> report(key, ask, sentAt));
          }

          @Override
          void answer() {
            answer.emitValue(reply, Sinks.EmitFailureHandler.FAIL_FAST);
          }

          @Override
          void lose() {
            answer.emitError(
                new io.existgraph.exist.Failure.Timeout().asException(),
                Sinks.EmitFailureHandler.FAIL_FAST);
          }

          private void report(CacheKey<?> key, ReadRequest ask, java.time.Instant sentAt) {
            switch (key) {
              case CacheKey.ProfileOf profile -> reply.add(profile, PROFILE);
              case CacheKey.CatalogOf catalog ->
                  reply.add(catalog, new Catalog(List.of(ATTRIBUTE)));
              case CacheKey.TodayOf today -> reply.add(today, today());
              case CacheKey.RecentOf recent ->
                  reply.add(
                      recent,
                      RecentValues.RecentDayValues.of(
                          31, Map.of(MOOD, new HashMap<>(moods)), Moment.of(sentAt)));
              case CacheKey.ListedAttributes listed ->
                  reply.add(listed, new ListPage<>(List.of(ATTRIBUTE), 1, false, 1));
              case CacheKey.DaysOf days -> {
                LocalDate to = LocalDate.parse(ask.query().get("date_max"));
                reply.add(days, DailyValues.of(to.minusDays(99), to, new HashMap<>(moods), sentAt));
              }
              default -> {}
            }
          }
        });
    return answer.asMono();
  }

  private RecentValues.TodayValues today() {
    Object mood = moods.get(PROFILE.dateAt(clock.instant()));
    return new RecentValues.TodayValues(mood == null ? Map.of() : Map.of(MOOD, mood), null);
  }

  private static final Attribute ATTRIBUTE =
      new Attribute(
          MOOD, "Mood", null, 1, null, false, true, ValueType.INTEGER, null, null, null, null);
  static final Profile PROFILE =
      new Profile(1, "josh", null, null, null, null, null, "UTC", null, false, null);

  @Override
  public Mono<WriteResponse> write(
      Credential credential, List<WriteItem> items, ExchangeListener listener) {
    Sinks.One<WriteResponse> answer = Sinks.one();
    requests++;
    open.add(
        new Exchange() {
          {
            isWrite = true;
          }

          @Override
          void carryOut() {
            for (WriteItem item : items) {
              if (item instanceof WriteItem.ValueUpdate(_, var date, var value)) {
                moods.put(date, value);
              }
            }
          }

          @Override
          void answer() {
            Map<String, WriteOutcome> reply = new HashMap<>();
            items.forEach(item -> reply.put(item.key(), WriteOutcome.APPLIED));
            answer.emitValue(
                new WriteResponse.ItemOutcomes(reply), Sinks.EmitFailureHandler.FAIL_FAST);
          }

          @Override
          void lose() {
            answer.emitValue(new WriteResponse.LostResponse(), Sinks.EmitFailureHandler.FAIL_FAST);
          }
        });
    return answer.asMono();
  }

  @Override
  public String target(WriteItem item) {
    return planner.target(item);
  }

  @Override
  public Mono<AccessToken> token(TokenRequest request, ExchangeListener listener) {
    return planner.token(request, listener);
  }
}
