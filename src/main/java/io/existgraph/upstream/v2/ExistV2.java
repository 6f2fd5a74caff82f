package io.existgraph.upstream.v2;

import io.existgraph.caller.Credential;
import io.existgraph.model.WriteItem;
import io.existgraph.model.WriteOutcome;
import io.existgraph.upstream.Ability;
import io.existgraph.upstream.Answer;
import io.existgraph.upstream.Ask;
import io.existgraph.upstream.BatchOutcome;
import io.existgraph.upstream.ExchangeListener;
import io.existgraph.upstream.ExistApi;
import io.existgraph.upstream.Facts;
import io.existgraph.upstream.Listing;
import io.existgraph.upstream.Need;
import io.existgraph.upstream.Todo;
import io.existgraph.upstream.Token;
import io.existgraph.upstream.TokenRequest;
import io.existgraph.upstream.http.ExistHttp;
import io.existgraph.upstream.json.OutcomeJson;
import io.existgraph.upstream.json.TokenJson;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import reactor.core.publisher.Mono;

/// API v2.
public final class ExistV2 implements ExistApi {
  private static final int MOST_ITEMS = 35;
  private static final String SIGN_IN = "/api/2/auth/simple-token/";

  private final ExistHttp http;
  private final InstantSource clock;

  public ExistV2(ExistHttp http, InstantSource clock) {
    this.http = http;
    this.clock = clock;
  }

  @Override
  public boolean can(Ability ability) {
    return ability != Ability.OTHERS;
  }

  @Override
  public <R> Listing<R> kept(Listing<R> listing) {
    return keptAs(listing);
  }

  /// v2 keeps no insights by attribute, and of correlations the last batch alone.
  @SuppressWarnings("unchecked") // the list of the same rows
  static <R> Listing<R> keptAs(Listing<R> listing) {
    return switch (listing) {
      case Listing.Insights(var of, var from, var to) when of != null ->
          (Listing<R>) new Listing.Insights(null, from, to);
      case Listing.Correlations(var of, _, _, _) ->
          (Listing<R>) new Listing.Correlations(of, true, null, null);
      default -> listing;
    };
  }

  @Override
  public Todo missing(Collection<Need> needs, Facts facts) {
    return new Draft(facts).of(needs);
  }

  @Override
  public Mono<Answer> ask(Credential credential, Ask ask, ExchangeListener listener) {
    return Mono.defer(
        () -> {
          Instant sentAt = clock.instant();
          return http.read(credential, ask, listener)
              .map(reply -> new AnswerJson(ask, sentAt).read(reply));
        });
  }

  @Override
  public Mono<BatchOutcome> write(
      Credential credential, List<WriteItem> items, ExchangeListener listener) {
    Map<String, WriteOutcome> refused = new HashMap<>();
    for (WriteItem item : items) {
      WriteOutcome objection = WriteJson.objection(item);
      if (objection != null) {
        refused.put(item.key(), objection);
      }
    }
    List<WriteItem> sent = items.stream().filter(it -> !refused.containsKey(it.key())).toList();
    return sent.isEmpty()
        ? Mono.just(new BatchOutcome.Answered(refused))
        : http.write(credential, WriteJson.path(sent.getFirst()), WriteJson.body(sent), listener)
            .map(it -> OutcomeJson.outcome(it, sent))
            .map(it -> both(it, refused));
  }

  private static BatchOutcome both(BatchOutcome outcome, Map<String, WriteOutcome> refused) {
    if (!(outcome instanceof BatchOutcome.Answered(var told)) || refused.isEmpty()) {
      return outcome;
    }
    Map<String, WriteOutcome> all = new HashMap<>(told);
    all.putAll(refused);
    return new BatchOutcome.Answered(all);
  }

  @Override
  public String target(WriteItem item) {
    return WriteJson.path(item);
  }

  @Override
  public int mostItems() {
    return MOST_ITEMS;
  }

  @Override
  public Mono<Token> token(TokenRequest request, ExchangeListener listener) {
    return http.form(TokenJson.path(request, SIGN_IN), TokenJson.form(request), listener)
        .map(sent -> TokenJson.token(sent, request));
  }
}
