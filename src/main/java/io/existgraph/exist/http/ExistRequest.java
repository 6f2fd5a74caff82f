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
  private static final int RESOURCE = 3; // of "/api/1/insights/", and of "/api/1/users/$self/…"
  private static final int USER = 4;

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

  /// The kind of resource: the method, with the first segment of the path below the version of the
  /// API and the user.
  String resource() {
    String[] segments = target.split("[/?]", -1);
    int first = segments.length > USER && segments[RESOURCE].equals("users") ? USER + 1 : RESOURCE;
    return method + " " + (first < segments.length ? segments[first] : target);
  }

  /// Without the body: it may hold a password.
  @Override
  public String toString() {
    return method + " " + target;
  }
}
