package io.existgraph.plan;

import io.existgraph.caller.Credential;
import io.existgraph.model.Attribute;
import io.existgraph.model.AttributeName;
import io.existgraph.model.Catalog;
import io.existgraph.model.Profile;
import io.existgraph.model.ValueType;
import io.existgraph.model.WriteItem;
import io.existgraph.model.WriteOutcome;
import io.existgraph.upstream.Ability;
import io.existgraph.upstream.Answer;
import io.existgraph.upstream.Ask;
import io.existgraph.upstream.BatchOutcome;
import io.existgraph.upstream.DatedValues;
import io.existgraph.upstream.DayBook;
import io.existgraph.upstream.ExchangeListener;
import io.existgraph.upstream.ExistApi;
import io.existgraph.upstream.Facts;
import io.existgraph.upstream.Listing;
import io.existgraph.upstream.Need;
import io.existgraph.upstream.Page;
import io.existgraph.upstream.Todo;
import io.existgraph.upstream.Token;
import io.existgraph.upstream.TokenRequest;
import io.existgraph.upstream.Topic;
import io.existgraph.upstream.http.ExistHttp;
import io.existgraph.upstream.http.Wire;
import io.existgraph.upstream.v1.ExistV1;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
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

  private final InstantSource clock;
  private final ExistApi planner;

  ScriptedExist(InstantSource clock, io.existgraph.budget.RateBudget budget) {
    this.clock = clock;
    Duration none = Duration.ofSeconds(1);
    Wire nowhere = new Wire(() -> URI.create("http://127.0.0.1:1"), none, none, none, clock);
    this.planner =
        new ExistV1(new ExistHttp(nowhere, budget, 4, none, none, clock, _ -> {}), clock);
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
  public boolean can(Ability ability) {
    return planner.can(ability);
  }

  @Override
  public <R> Listing<R> kept(Listing<R> listing) {
    return planner.kept(listing);
  }

  @Override
  public Todo missing(Collection<Need> needs, Facts facts) {
    return planner.missing(needs, facts);
  }

  @Override
  public Mono<Answer> ask(Credential credential, Ask ask, ExchangeListener listener) {
    Sinks.One<Answer> answer = Sinks.one();
    var sentAt = clock.instant();
    requests++;
    open.add(
        new Exchange() {
          private Answer told;

          @Override
          void carryOut() {
            told = new Answer(1000);
            ask.topics().forEach(topic -> tell(topic, ask, sentAt));
          }

          @Override
          void answer() {
            answer.emitValue(told, Sinks.EmitFailureHandler.FAIL_FAST);
          }

          @Override
          void lose() {
            answer.emitError(
                new io.existgraph.upstream.Failure.Timeout().asException(),
                Sinks.EmitFailureHandler.FAIL_FAST);
          }

          private void tell(Topic<?> topic, Ask ask, java.time.Instant sentAt) {
            switch (topic) {
              case Topic.ProfileOf profile -> told.tell(profile, PROFILE);
              case Topic.CatalogOf catalog -> told.tell(catalog, new Catalog(List.of(ATTRIBUTE)));
              case Topic.TodayOf today -> told.tell(today, today());
              case Topic.RecentOf recent ->
                  told.tell(recent, new DatedValues.Recent(31, Map.of(MOOD, new HashMap<>(moods))));
              case Topic.ListedOf listed ->
                  told.tell(listed, new Page<>(List.of(ATTRIBUTE), 1, false, 1));
              case Topic.DaysOf days -> {
                LocalDate to = LocalDate.parse(ask.query().get("date_max"));
                told.tell(days, DayBook.of(to.minusDays(99), to, new HashMap<>(moods), sentAt));
              }
              default -> {}
            }
          }
        });
    return answer.asMono();
  }

  private DatedValues.Today today() {
    Object mood = moods.get(PROFILE.dateAt(clock.instant()));
    return new DatedValues.Today(mood == null ? Map.of() : Map.of(MOOD, mood), null);
  }

  private static final Attribute ATTRIBUTE =
      new Attribute(
          MOOD, "Mood", null, 1, null, false, true, ValueType.INTEGER, null, null, null, null);
  static final Profile PROFILE =
      new Profile(1, "josh", null, null, null, null, null, "UTC", null, false, null);

  @Override
  public Mono<BatchOutcome> write(
      Credential credential, List<WriteItem> items, ExchangeListener listener) {
    Sinks.One<BatchOutcome> answer = Sinks.one();
    requests++;
    open.add(
        new Exchange() {
          {
            isWrite = true;
          }

          @Override
          void carryOut() {
            for (WriteItem item : items) {
              if (item instanceof WriteItem.Update(_, var date, var value)) {
                moods.put(date, value);
              }
            }
          }

          @Override
          void answer() {
            Map<String, WriteOutcome> told = new HashMap<>();
            items.forEach(it -> told.put(it.key(), WriteOutcome.APPLIED));
            answer.emitValue(new BatchOutcome.Answered(told), Sinks.EmitFailureHandler.FAIL_FAST);
          }

          @Override
          void lose() {
            answer.emitValue(new BatchOutcome.Lost(), Sinks.EmitFailureHandler.FAIL_FAST);
          }
        });
    return answer.asMono();
  }

  @Override
  public String target(WriteItem item) {
    return planner.target(item);
  }

  @Override
  public Mono<Token> token(TokenRequest request, ExchangeListener listener) {
    return planner.token(request, listener);
  }
}
