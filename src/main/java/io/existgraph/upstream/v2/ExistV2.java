package io.existgraph.upstream.v2;

import io.existgraph.caller.Credential;
import io.existgraph.model.WriteItem;
import io.existgraph.model.WriteOutcome;
import io.existgraph.model.WriteOutcome.Reason;
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
import java.util.List;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/// API v2.
public final class ExistV2 implements ExistApi {
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

  /// What v2 has no word for is refused here, lest it be taken for done.
  @Override
  public @Nullable WriteOutcome objection(WriteItem item) {
    return item instanceof WriteItem.Acquire(_, var active, var isPrivate)
            && (!active || isPrivate != null)
        ? WriteOutcome.rejected(
            Reason.NOT_ALLOWED,
            "NOT_SUPPORTED",
            "API v2 changes neither whether an attribute is active nor who may see it.")
        : null;
  }

  @Override
  public Mono<BatchOutcome> write(
      Credential credential, List<WriteItem> items, ExchangeListener listener) {
    return http.write(credential, WriteJson.path(items.getFirst()), WriteJson.body(items), listener)
        .map(it -> OutcomeJson.outcome(it, items));
  }

  @Override
  public String target(WriteItem item) {
    return WriteJson.path(item);
  }

  @Override
  public Mono<Token> token(TokenRequest request, ExchangeListener listener) {
    return http.form(TokenJson.path(request, SIGN_IN), TokenJson.form(request), listener)
        .map(sent -> TokenJson.token(sent, request));
  }
}
