package io.existgraph.upstream;

import io.existgraph.caller.Credential;
import java.util.Collection;
import reactor.core.publisher.Mono;

/// A version of the Exist API.
public interface ExistApi {
  /// The fewest requests that answer what the facts do not. Sends nothing and decides everything:
  /// asked again with the answers among the facts, it names what could not be known before.
  Todo missing(Collection<Need> needs, Facts facts);

  /// Sends one request and decodes the answer. Fails with a [FailureException]; to be called by
  /// whoever holds a permit for it.
  Mono<Answer> ask(Credential credential, Ask ask, ExchangeListener listener);
}
