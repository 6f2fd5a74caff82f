package io.existgraph.exist.v1;

import io.existgraph.credential.Credential;
import io.existgraph.data.DecodedResponse;
import io.existgraph.data.ListResource;
import io.existgraph.exist.ApiFeature;
import io.existgraph.exist.ExchangeListener;
import io.existgraph.exist.ExistApi;
import io.existgraph.exist.LoadKey;
import io.existgraph.exist.ReadRequest;
import io.existgraph.exist.RequestPlan;
import io.existgraph.exist.Token;
import io.existgraph.exist.TokenRequest;
import io.existgraph.exist.WriteResponse;
import io.existgraph.exist.http.ExistHttpClient;
import io.existgraph.exist.json.TokenDecoder;
import io.existgraph.exist.json.WriteResultDecoder;
import io.existgraph.model.WriteItem;
import io.existgraph.ratelimit.ReservedRequest;
import io.existgraph.view.CacheView;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import reactor.core.publisher.Mono;

/// API v1.
public final class ExistV1 implements ExistApi {
  private static final String SIGN_IN = "/api/1/auth/simple-token/";

  private final ExistHttpClient http;
  private final InstantSource clock;

  public ExistV1(ExistHttpClient http, InstantSource clock) {
    this.http = http;
    this.clock = clock;
  }

  @Override
  public boolean can(ApiFeature ability) {
    return ability == ApiFeature.OTHERS;
  }

  @Override
  public <R> ListResource<R> kept(ListResource<R> listing) {
    return listing;
  }

  @Override
  public RequestPlan missing(Collection<LoadKey.Planned<?>> needs, CacheView facts) {
    return new V1RequestPlanner(facts).of(needs);
  }

  @Override
  public Mono<DecodedResponse> read(
      Credential credential,
      ReadRequest request,
      ReservedRequest reservation,
      ExchangeListener listener) {
    return Mono.defer(
        () -> {
          Instant sentAt = clock.instant();
          return http.read(credential, request, reservation, listener)
              .map(response -> new V1Decoder(request, sentAt).read(response));
        });
  }

  @Override
  public Mono<WriteResponse> write(
      Credential credential, List<WriteItem> items, ExchangeListener listener) {
    return http.write(
            credential, V1WriteEncoder.path(items.getFirst()), V1WriteEncoder.body(items), listener)
        .map(sent -> WriteResultDecoder.outcome(sent, items));
  }

  @Override
  public String target(WriteItem item) {
    return V1WriteEncoder.path(item);
  }

  @Override
  public Mono<Token> token(TokenRequest request, ExchangeListener listener) {
    return http.form(TokenDecoder.path(request, SIGN_IN), TokenDecoder.form(request), listener)
        .map(sent -> TokenDecoder.token(sent, request));
  }
}
