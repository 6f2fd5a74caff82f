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
  private static final int BEHIND_USER = 2;

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
    int start = segmentStart(0, RESOURCE);
    if (start >= 0 && target.startsWith("users/", start)) {
      start = segmentStart(start, BEHIND_USER);
    }
    return method + " " + (start < 0 ? target : target.substring(start, segmentEnd(start)));
  }

  /// The start of the segment that is so many behind the one at `from`; negative if there is none.
  private int segmentStart(int from, int segments) {
    int start = from;
    for (int i = 0; i < segments; i++) {
      int end = segmentEnd(start);
      if (end == target.length()) {
        return -1;
      }
      start = end + 1;
    }
    return start;
  }

  private int segmentEnd(int start) {
    int end = start;
    while (end < target.length() && target.charAt(end) != '/' && target.charAt(end) != '?') {
      end++;
    }
    return end;
  }

  /// Without the body: it may hold a password.
  @Override
  public String toString() {
    return method + " " + target;
  }
}
