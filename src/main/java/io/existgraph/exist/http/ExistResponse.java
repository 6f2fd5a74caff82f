package io.existgraph.exist.http;

import io.existgraph.exist.Failure;
import io.existgraph.exist.tree.JsonLiteral;
import io.existgraph.exist.tree.JsonTreeParser;
import io.existgraph.exist.tree.JsonValue;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/// A response of Exist. `retryAfter` is null where the header is missing or invalid.
public final class ExistResponse {
  private final int status;
  private final @Nullable Duration retryAfter;
  private final byte[] body;
  private final ResponseOutcome outcome;

  ExistResponse(int status, @Nullable Duration retryAfter, byte[] body) {
    this.status = status;
    this.retryAfter = retryAfter;
    this.body = body;
    this.outcome =
        ResponseOutcome.of(
            status, body.length == 0, status < 400 || status >= 500 ? null : parsed());
  }

  public int status() {
    return status;
  }

  /// The size of the body in bytes.
  public int size() {
    return body.length;
  }

  public ResponseOutcome outcome() {
    return outcome;
  }

  public boolean isSuccess() {
    return outcome == ResponseOutcome.SUCCESS;
  }

  public @Nullable Duration retryAfter() {
    return retryAfter;
  }

  /// The body as JSON; a [Failure.BadResponse] when it is none, or empty, or `null`.
  public JsonValue json() {
    JsonValue json = parsed();
    if (json == null) {
      throw new Failure.BadResponse(status, null).asException();
    }
    return json;
  }

  private @Nullable JsonValue parsed() {
    try {
      JsonValue json = JsonTreeParser.parse(body);
      return json == JsonLiteral.NULL || json == JsonLiteral.MISSING ? null : json;
    } catch (JacksonException | NumberFormatException _) {
      return null;
    }
  }

  /// The failure that an error response means; `pause` is how long the caller is held back.
  public Failure failure(Duration pause) {
    Duration wait = pause.isZero() ? null : pause;
    return switch (outcome) {
      case UNAUTHENTICATED -> new Failure.Unauthenticated(status);
      case FORBIDDEN -> new Failure.Forbidden(status);
      case NOT_FOUND -> new Failure.NotFound(status);
      case THROTTLED -> new Failure.RateLimited(wait, status);
      case REJECTED -> new Failure.Rejected(status, null);
      case SERVER_ERROR -> new Failure.ServerError(status, wait);
      case SUCCESS, UNREADABLE -> new Failure.BadResponse(status, wait);
    };
  }
}
