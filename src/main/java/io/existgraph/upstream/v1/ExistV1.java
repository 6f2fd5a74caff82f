package io.existgraph.upstream.v1;

import io.existgraph.caller.Credential;
import io.existgraph.model.WriteItem;
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
import reactor.core.publisher.Mono;

/// API v1.
public final class ExistV1 implements ExistApi {
  private static final String SIGN_IN = "/api/1/auth/simple-token/";

  private final ExistHttp http;
  private final InstantSource clock;

  public ExistV1(ExistHttp http, InstantSource clock) {
    this.http = http;
    this.clock = clock;
  }

  @Override
  public boolean can(Ability ability) {
    return ability == Ability.OTHERS;
  }

  @Override
  public <R> Listing<R> kept(Listing<R> listing) {
    return listing;
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
    return http.write(credential, WriteJson.path(items.getFirst()), WriteJson.body(items), listener)
        .map(sent -> OutcomeJson.outcome(sent, items));
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
