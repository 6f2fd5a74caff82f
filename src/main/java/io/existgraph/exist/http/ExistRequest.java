package io.existgraph.exist.http;

import io.existgraph.credential.Credential;
import org.jspecify.annotations.Nullable;

/// One HTTP request to Exist. `target` is the path with its query, decoded; `body` is JSON or a
/// form, as `contentType` says.
record ExistRequest(
    @Nullable Credential credential,
    String method,
    String target,
    @Nullable String contentType,
    @Nullable String body) {
  static ExistRequest get(Credential credential, String target) {
    return new ExistRequest(credential, "GET", target, null, null);
  }

  static ExistRequest post(Credential credential, String target, String json) {
    return new ExistRequest(credential, "POST", target, "application/json", json);
  }

  static ExistRequest form(String target, String form) {
    return new ExistRequest(null, "POST", target, "application/x-www-form-urlencoded", form);
  }

  boolean isRead() {
    return method.equals("GET");
  }

  /// Without the body: it may hold a password.
  @Override
  public String toString() {
    return method + " " + target;
  }
}
