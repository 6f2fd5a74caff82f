package io.existgraph.graphql;

import io.existgraph.credential.Caller;
import io.existgraph.exist.Failure;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// The request of one operation: its caller, null without a credential, the address that it came
/// from, null where it sends nothing to Exist, its headers, and when it began.
record OperationRequest(
    @Nullable Caller caller,
    @Nullable String address,
    boolean noCache,
    boolean isExplained,
    Instant start) {
  boolean isAuthenticated() {
    return caller != null;
  }

  /// The address; there is one wherever something is sent.
  String requireAddress() {
    return Objects.requireNonNull(address);
  }

  /// The caller; fails when the request carries no credential.
  Caller requireCaller() {
    if (caller == null) {
      throw new Failure.Unauthenticated().asException();
    }
    return caller;
  }
}
