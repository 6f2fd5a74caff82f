package io.existgraph.exist.v2;

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
import io.existgraph.model.WriteOutcome;
import io.existgraph.model.WriteOutcome.Reason;
import io.existgraph.ratelimit.ReservedRequest;
import io.existgraph.view.CacheView;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/// API v2.
public final class ExistV2 implements ExistApi {
  private static final String SIGN_IN = "/api/2/auth/simple-token/";

  private final ExistHttpClient http;
  private final InstantSource clock;

  public ExistV2(ExistHttpClient http, InstantSource clock) {
    this.http = http;
    this.clock = clock;
  }

  @Override
  public boolean can(ApiFeature ability) {
    return ability != ApiFeature.OTHERS;
  }

  @Override
  public <R> ListResource<R> kept(ListResource<R> listing) {
    return keptAs(listing);
  }

  /// v2 keeps no insights by attribute, and of correlations the last batch alone.
  @SuppressWarnings("unchecked") // the list of the same rows
  static <R> ListResource<R> keptAs(ListResource<R> listing) {
    return switch (listing) {
      case ListResource.Insights(var of, var from, var to) when of != null ->
          (ListResource<R>) new ListResource.Insights(null, from, to);
      case ListResource.Correlations(var of, _, _, _) ->
          (ListResource<R>) new ListResource.Correlations(of, true, null, null);
      default -> listing;
    };
  }

  @Override
  public RequestPlan missing(Collection<LoadKey.Planned<?>> needs, CacheView facts) {
    return new V2RequestPlanner(facts).of(needs);
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
              .map(response -> new V2Decoder(request, sentAt).read(response));
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
  public Mono<WriteResponse> write(
      Credential credential, List<WriteItem> items, ExchangeListener listener) {
    return http.write(
            credential, V2WriteEncoder.path(items.getFirst()), V2WriteEncoder.body(items), listener)
        .map(it -> WriteResultDecoder.outcome(it, items));
  }

  @Override
  public String target(WriteItem item) {
    return V2WriteEncoder.path(item);
  }

  @Override
  public Mono<Token> token(TokenRequest request, ExchangeListener listener) {
    return http.form(TokenDecoder.path(request, SIGN_IN), TokenDecoder.form(request), listener)
        .map(sent -> TokenDecoder.token(sent, request));
  }
}
