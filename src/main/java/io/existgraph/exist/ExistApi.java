package io.existgraph.exist;

import io.existgraph.credential.Credential;
import io.existgraph.data.DecodedResponse;
import io.existgraph.data.ListResource;
import io.existgraph.model.WriteItem;
import io.existgraph.model.WriteOutcome;
import io.existgraph.ratelimit.ReservedRequest;
import io.existgraph.view.CacheView;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/// A version of the Exist API.
public interface ExistApi {
  /// The number of items that Exist accepts in one write request.
  int MAX_ITEMS_PER_WRITE = 35;

  /// Whether this version has the feature.
  boolean can(ApiFeature feature);

  /// The list of Exist from which the rows of this one are taken; often itself.
  <R> ListResource<R> upstreamList(ListResource<R> list);

  /// Plans the fewest requests for what the cache lacks. A pure function: planning again with the
  /// responses in the cache yields the requests that could not be known before.
  RequestPlan plan(Collection<LoadKey.Planned<?>> keys, CacheView view);

  /// Sends one request, whose reservation it commits or releases, and decodes the response. Fails
  /// with a [FailureException], which is an [OverdueException] where the response is still awaited.
  Mono<DecodedResponse> read(
      Credential credential,
      ReadRequest request,
      ReservedRequest reservation,
      ExchangeListener listener);

  /// The rejection of an item that this version cannot express; null if it can.
  default @Nullable WriteOutcome objection(WriteItem item) {
    return null;
  }

  /// Sends items of one kind, at most [#MAX_ITEMS_PER_WRITE], once. It is reserved here. Never
  /// fails: the outcome is the response.
  Mono<WriteResponse> write(
      Credential credential, List<WriteItem> items, ExchangeListener listener);

  /// The path that such an item is sent to.
  String target(WriteItem item);

  /// Requests a token, once. Fails with a [FailureException].
  Mono<AccessToken> token(TokenRequest request, ExchangeListener listener);
}
