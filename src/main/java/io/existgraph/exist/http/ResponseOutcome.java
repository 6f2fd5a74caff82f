package io.existgraph.exist.http;

import io.existgraph.exist.tree.JsonValue;
import org.jspecify.annotations.Nullable;

/// The meaning of a response of Exist, by status and body, for both API versions, for reads, writes
/// and tokens.
///
/// A status means what the API says only with a body of Exist's own: a JSON object (an array with
/// 400, as Django REST framework answers a list), or an empty body with 401 and 429. Any other body
/// of a 4xx is the page of a proxy or a firewall, which Exist may never have seen.
public enum ResponseOutcome {
  /// 2xx. Whether the body can be read is not known yet.
  SUCCESS,
  /// 401, or the 403 by which Django REST framework answers a dead credential where session
  /// authentication comes first.
  UNAUTHENTICATED,
  FORBIDDEN,
  NOT_FOUND,
  /// A 429, or a 403 whose body is a rate limit.
  THROTTLED,
  /// Any other 4xx: the same request will fail again.
  REJECTED,
  /// 5xx with any body, 408 and 425: a later attempt may succeed.
  SERVER_ERROR,
  /// Not an answer of Exist, or none that can be read: pages, redirects, parts (206).
  UNREADABLE;

  /// `error` is the body of an error as JSON, null where it is none; `isEmpty` where there is no
  /// body at all.
  static ResponseOutcome of(int status, boolean isEmpty, @Nullable JsonValue error) {
    if (status >= 500) {
      return SERVER_ERROR;
    }
    if (status < 400) {
      return status >= 200 && status < 300 && status != 206 ? SUCCESS : UNREADABLE;
    }
    if (isEmpty) {
      return status == 401 ? UNAUTHENTICATED : status == 429 ? THROTTLED : UNREADABLE;
    }
    return error != null && (error.isObject() || (status == 400 && error.isArray()))
        ? ofExist(status, error)
        : UNREADABLE;
  }

  private static ResponseOutcome ofExist(int status, JsonValue error) {
    return switch (status) {
      case 401 -> UNAUTHENTICATED;
      case 403 -> forbidden(error.path("detail").asString());
      case 404 -> NOT_FOUND;
      case 408, 425 -> SERVER_ERROR;
      case 429 -> THROTTLED;
      default -> REJECTED;
    };
  }

  private static ResponseOutcome forbidden(String detail) {
    if (detail.contains("throttled")) {
      return THROTTLED;
    }
    boolean isOfCredential =
        detail.startsWith("Invalid token")
            || detail.startsWith("Authentication credentials were not provided")
            || detail.startsWith("User inactive or deleted");
    return isOfCredential ? UNAUTHENTICATED : FORBIDDEN;
  }

  /// Whether Exist counts the request in the caller's hour. Django REST framework authenticates and
  /// authorizes before it counts, and does not see what is answered before it.
  boolean isCounted(int status) {
    return switch (this) {
      case UNAUTHENTICATED, FORBIDDEN -> false;
      case UNREADABLE -> status < 300;
      case SUCCESS, NOT_FOUND, THROTTLED, REJECTED, SERVER_ERROR -> true;
    };
  }
}
