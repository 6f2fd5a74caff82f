package io.existgraph.exist.http;

import io.existgraph.exist.Failure;
import io.existgraph.exist.FailureException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.util.JsonRecyclerPools;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A response of Exist. `retryAfter` is null where the header is missing or invalid. The body may
/// contain tokens, so it is parsed without buffers that are used again.
public final class ExistResponse {
  private static final JsonMapper JSON =
      JsonMapper.builder(
              JsonFactory.builder().recyclerPool(JsonRecyclerPools.nonRecyclingPool()).build())
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private final int status;
  private final @Nullable Duration retryAfter;
  private final byte[] body;

  ExistResponse(int status, @Nullable Duration retryAfter, byte[] body) {
    this.status = status;
    this.retryAfter = retryAfter;
    this.body = body;
  }

  public int status() {
    return status;
  }

  /// The size of the body in bytes.
  public int size() {
    return body.length;
  }

  public boolean isSuccess() {
    return status >= 200 && status < 300;
  }

  public @Nullable Duration retryAfter() {
    return retryAfter;
  }

  /// The body as JSON; a [Failure.BadResponse] when it is none, or empty, or `null`.
  public JsonNode json() {
    try {
      JsonNode node = JSON.readTree(body);
      if (!node.isNull() && !node.isMissingNode()) {
        return node;
      }
    } catch (JacksonException | ArithmeticException | NumberFormatException ignored) {
      // a bad response, like JSON that is empty
    }
    throw new Failure.BadResponse().asException();
  }

  /// Whether an error response is Exist's own: its body is a JSON object or, with a 401, empty.
  /// Pages of proxies and firewalls are none, whatever their status.
  public boolean isOfExist() {
    if (body.length == 0) {
      return status == 401;
    }
    try {
      return json().isObject();
    } catch (FailureException ignored) {
      return false;
    }
  }

  /// The failure that an error response means; `pause` is how long the caller is held back.
  public Failure failure(Duration pause) {
    return switch (status) {
      case 401 -> isOfExist() ? new Failure.Unauthenticated() : new Failure.BadResponse();
      case 403 -> isOfExist() ? new Failure.Forbidden() : new Failure.BadResponse();
      case 404 -> isOfExist() ? new Failure.NotFound() : new Failure.BadResponse();
      case 429 -> new Failure.RateLimited(pause.isZero() ? null : pause);
      default -> status >= 500 ? new Failure.ServerError() : new Failure.BadResponse();
    };
  }
}
