package io.existgraph.exist;

import io.existgraph.credential.CallerId;

/// Hears what the gateway does, whoever caused it. Meters are a listener; nobody logs or counts by
/// any other way. Nothing that is told names a user or holds a value.
public interface GatewayListener extends ExchangeListener {
  GatewayListener NOBODY = new GatewayListener() {};

  /// Where an answer came from: out of memory, out of a request that another operation had sent, or
  /// from Exist, for an operation or to keep memory fresh.
  enum Source {
    MEMORY,
    JOINED,
    EXIST,
    REFRESH
  }

  /// An exchange has ended, also one of a refresh, a write or a token.
  @Override
  default void ended(Exchange exchange) {}

  default void answered(ReadRequest ask, Source source) {}

  default void failed(ReadRequest ask, Failure failure) {}

  /// Rows of an answer lacked what the schema promises.
  default void leftOut(ReadRequest ask, int rows) {}

  /// An operation is over; so many requests are left to its caller.
  default void operated(boolean isStale, int remaining) {}

  /// A credential answered as another user than before, and everything of it was forgotten.
  default void disowned(CallerId caller) {}
}
