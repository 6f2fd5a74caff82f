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
  /// How many items one write request may hold.
  int MOST_ITEMS = 35;

  /// Whether this version can do it.
  boolean can(ApiFeature ability);

  /// The list that Exist keeps, out of which this one's rows are taken; often itself.
  <R> ListResource<R> kept(ListResource<R> listing);

  /// The fewest requests that answer what the facts do not. Sends nothing and decides everything:
  /// asked again with the answers among the facts, it names what could not be known before.
  RequestPlan missing(Collection<LoadKey.Planned<?>> needs, CacheView facts);

  /// Sends one request, whose reservation it commits or releases, and decodes the response. Fails
  /// with a [FailureException].
  Mono<DecodedResponse> read(
      Credential credential,
      ReadRequest request,
      ReservedRequest reservation,
      ExchangeListener listener);

  /// Why this version cannot do it at all; null when it can.
  default @Nullable WriteOutcome objection(WriteItem item) {
    return null;
  }

  /// Sends items of one kind, at most [#MOST_ITEMS], once. It is reserved here. Never fails: the
  /// outcome is the response.
  Mono<WriteResponse> write(
      Credential credential, List<WriteItem> items, ExchangeListener listener);

  /// Where such an item is sent to.
  String target(WriteItem item);

  /// Asks for a token, once. Fails with a [FailureException].
  Mono<Token> token(TokenRequest request, ExchangeListener listener);
}
