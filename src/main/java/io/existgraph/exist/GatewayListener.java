package io.existgraph.exist;

import io.existgraph.credential.CallerId;
import io.existgraph.data.FreshnessClass;
import java.util.Map;

/// A listener to what the gateway does, for whichever caller. Meters are one; nothing is logged or
/// counted otherwise. No event names a user or contains a value.
public interface GatewayListener extends ExchangeListener {
  GatewayListener NOBODY = new GatewayListener() {};

  /// The source of a response: the cache, a request that another operation had sent, or Exist
  /// itself, for an operation or to refresh the cache.
  enum ResponseSource {
    MEMORY,
    JOINED,
    EXIST,
    REFRESH
  }

  /// An exchange has ended, also one of a refresh, a write or a token.
  @Override
  default void ended(EndedExchange exchange) {}

  default void answered(ReadRequest request, ResponseSource source) {}

  default void failed(ReadRequest request, Failure failure) {}

  /// An operation repeated an earlier answer; so many parts of it were in the cache, by freshness
  /// class.
  default void repeated(Map<FreshnessClass, Integer> answers) {}

  /// Rows of a response lacked what the schema promises.
  default void rowsSkipped(ReadRequest request, int rows) {}

  /// An operation ended; `remaining` requests are left to its caller.
  default void operationCompleted(boolean isStale, int remaining) {}

  /// A credential returned another user than before, so its cache was dropped.
  default void credentialOwnerChanged(CallerId caller) {}
}
