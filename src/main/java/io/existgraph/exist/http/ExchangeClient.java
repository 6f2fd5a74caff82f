package io.existgraph.exist.http;

import reactor.core.publisher.Mono;

/// A client that carries out exchanges with Exist: the HTTP client itself, or a decorator of
/// another client. [ExistHttpClient] assembles them.
@FunctionalInterface
interface ExchangeClient {
  /// Sends the request once and returns the response, whatever its status. Fails with a
  /// [NoResponseException] if none that can be read arrived, or with an
  /// [io.existgraph.exist.FailureException] if the gateway's own limits kept the request back.
  Mono<ExistResponse> exchange(Exchange exchange);
}
