package io.existgraph.exist.http;

import io.existgraph.credential.Credential;
import org.jspecify.annotations.Nullable;

/// One request as it goes out. `target` is decoded; `body` is JSON or a form, as `contentType`
/// says.
record ExistRequest(
    @Nullable Credential credential,
    String method,
    String target,
    @Nullable String contentType,
    @Nullable String body) {
  static ExistRequest get(Credential credential, String target) {
    return new ExistRequest(credential, "GET", target, null, null);
  }

  /// Without the body: it may hold a password.
  @Override
  public String toString() {
    return method + " " + target;
  }
}
