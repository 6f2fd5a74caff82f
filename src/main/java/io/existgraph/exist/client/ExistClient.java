package io.existgraph.exist.client;

import io.existgraph.credential.Credential;
import io.existgraph.data.DecodedResponse;
import io.existgraph.exist.AccessToken;
import io.existgraph.exist.ExchangeListener;
import io.existgraph.exist.ExistApi;
import io.existgraph.exist.Failure;
import io.existgraph.exist.FailureException;
import io.existgraph.exist.OverdueException;
import io.existgraph.exist.ReadRequest;
import io.existgraph.exist.TokenRequest;
import io.existgraph.exist.WriteResponse;
import io.existgraph.exist.http.ExistHttpClient;
import io.existgraph.exist.http.ExistResponse;
import io.existgraph.exist.http.OverdueResponseException;
import io.existgraph.exist.json.TokenDecoder;
import io.existgraph.exist.json.WriteResultDecoder;
import io.existgraph.model.WriteItem;
import io.existgraph.ratelimit.ReservedRequest;
import io.existgraph.time.GatewayClock;
import io.existgraph.time.Moment;
import java.util.List;
import reactor.core.publisher.Mono;

/// A client of the Exist API: it sends requests over HTTP and decodes the responses. A version of
/// the API adds its request planner, its endpoints and its decoder.
public abstract class ExistClient implements ExistApi {
  private final ExistHttpClient http;
  private final GatewayClock clock;

  protected ExistClient(ExistHttpClient http, GatewayClock clock) {
    this.http = http;
    this.clock = clock;
  }

  /// The data in a response. `sentAt` is when the request was sent.
  protected abstract DecodedResponse decode(
      ReadRequest request, ExistResponse response, Moment sentAt);

  /// The JSON of items of one kind, all of which go to the [#target] of the first.
  protected abstract String encode(List<WriteItem> items);

  /// The path at which a user name and password are exchanged for a token.
  protected abstract String signInPath();

  @Override
  public final Mono<DecodedResponse> read(
      Credential credential,
      ReadRequest request,
      ReservedRequest reservation,
      ExchangeListener listener) {
    return Mono.defer(
        () -> {
          Moment sentAt = clock.moment();
          return http.read(credential, request, reservation, listener)
              .map(response -> decoded(request, response, sentAt))
              .onErrorMap(
                  OverdueResponseException.class,
                  late ->
                      new OverdueException(
                          late.failure(),
                          late.response().map(response -> decoded(request, response, sentAt))));
        });
  }

  private DecodedResponse decoded(ReadRequest request, ExistResponse response, Moment sentAt) {
    try {
      return decode(request, response, sentAt);
    } catch (FailureException e) {
      throw e.failure() instanceof Failure.BadResponse bad
          ? bad.of(response.status()).asException()
          : e;
    }
  }

  @Override
  public final Mono<WriteResponse> write(
      Credential credential, List<WriteItem> items, ExchangeListener listener) {
    return http.write(credential, target(items.getFirst()), encode(items), listener)
        .map(result -> WriteResultDecoder.outcome(result, items));
  }

  @Override
  public final Mono<AccessToken> token(TokenRequest request, ExchangeListener listener) {
    return http.form(TokenDecoder.path(request, signInPath()), TokenDecoder.form(request), listener)
        .map(result -> TokenDecoder.token(result, request));
  }
}
