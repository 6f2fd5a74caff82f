package io.existgraph.graphql;

import graphql.GraphQLError;
import graphql.execution.AbortExecutionException;
import graphql.execution.ResultPath;
import graphql.language.Field;
import graphql.language.SourceLocation;
import graphql.schema.DataFetchingEnvironment;
import io.existgraph.exist.Failure;
import io.existgraph.exist.FailureException;
import io.existgraph.logging.RequestId;
import io.existgraph.logging.UnquotedException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.graphql.execution.DataFetcherExceptionResolver;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/// A resolver of failures to GraphQL errors: a fixed message, a code, and whether to retry.
@Component
class FailureExceptionResolver implements DataFetcherExceptionResolver {
  private static final Logger LOG = LoggerFactory.getLogger(FailureExceptionResolver.class);

  /// How a failure is details. `delay` is how long to wait before trying again, where that is
  /// known.
  private record ErrorDetails(
      String code, String message, boolean retryable, @Nullable Duration delay) {
    ErrorDetails(String code, String message, boolean retryable) {
      this(code, message, retryable, null);
    }
  }

  private static final ErrorDetails DEFECT = new ErrorDetails("INTERNAL", "Internal error.", false);

  @Override
  public Mono<List<GraphQLError>> resolveException(
      Throwable exception, DataFetchingEnvironment environment) {
    var path = environment.getExecutionStepInfo().getPath();
    if (exception instanceof FailureException known) {
      return Mono.just(List.of(of(known.failure(), path, environment)));
    }
    if (!(exception instanceof AbortExecutionException)) { // the client is gone: nobody hears of it
      LOG.error(
          "A defect while resolving {} ({})",
          environment.getFieldDefinition().getName(),
          environment.getGraphQlContext().get(RequestId.KEY),
          UnquotedException.of(exception));
    }
    return Mono.just(List.of(error(DEFECT, extensions(DEFECT), path, environment.getField())));
  }

  /// The engine's errors about a value that does not fit its type.
  static GraphQLError defect(GraphQLError error, @Nullable String requestId) {
    LOG.error("A defect of a value: {} ({})", error.getErrorType(), requestId);
    return new CodedGraphQlError(
        DEFECT.message(),
        error.getPath() == null ? ResultPath.rootPath() : ResultPath.fromList(error.getPath()),
        error.getLocations() == null ? List.of() : error.getLocations(),
        extensions(DEFECT));
  }

  static Failure notSupported() {
    return new Failure.NotSupported(
        "The configured version of the Exist API does not support this.");
  }

  static GraphQLError of(Failure failure, ResultPath path, DataFetchingEnvironment environment) {
    Map<String, Object> extensions = extensions(details(failure));
    String request = Operation.in(environment.getGraphQlContext()).loads().failedRequest(failure);
    if (request != null) { // the same for all fields that read from it
      extensions.put("upstreamRequest", request);
    }
    if (failure.upstreamStatus() != null) {
      extensions.put("upstreamStatus", failure.upstreamStatus());
    }
    return error(details(failure), extensions, path, environment.getField());
  }

  private static GraphQLError error(
      ErrorDetails details, Map<String, Object> extensions, ResultPath path, Field field) {
    SourceLocation place = field.getSourceLocation();
    return new CodedGraphQlError(
        details.message(), path, place == null ? List.of() : List.of(place), extensions);
  }

  private static String rejected(@Nullable String reason) {
    return reason == null
        ? "Exist rejects this request."
        : "Exist rejects this request: " + reason + ".";
  }

  private static Map<String, Object> extensions(ErrorDetails details) {
    Map<String, Object> extensions = new HashMap<>();
    extensions.put("code", details.code());
    extensions.put("retryable", details.retryable());
    if (details.delay() != null) {
      extensions.put("retryAfterSeconds", Math.max(1, details.delay().plusMillis(999).toSeconds()));
    }
    return extensions;
  }

  private static ErrorDetails details(Failure failure) {
    return switch (failure) {
      case Failure.Unauthenticated _ ->
          new ErrorDetails(
              "UNAUTHENTICATED", "An Authorization header that Exist accepts is required.", false);
      case Failure.Forbidden _ ->
          new ErrorDetails("FORBIDDEN", "Exist does not allow this.", false);
      case Failure.NotFound _ -> new ErrorDetails("NOT_FOUND", "Not found.", false);
      case Failure.InvalidCredentials _ ->
          new ErrorDetails(
              "INVALID_CREDENTIALS", "Exist does not accept this name and password.", false);
      case Failure.InvalidGrant _ ->
          new ErrorDetails("INVALID_GRANT", "Exist does not accept this code or token.", false);
      case Failure.OutcomeUnknown _ ->
          new ErrorDetails("WRITE_OUTCOME_UNKNOWN", "Exist's answer was lost.", false);
      case Failure.InvalidClient _ ->
          new ErrorDetails("INVALID_CLIENT", "The OAuth2 client is missing or refused.", false);
      case Failure.BadRequest(String message) -> new ErrorDetails("BAD_REQUEST", message, false);
      case Failure.RateLimited(Duration wait, _) ->
          new ErrorDetails(
              "RATE_LIMITED", "The limit of requests to Exist is reached.", true, wait);
      case Failure.GuessedTooOften(Duration wait) ->
          new ErrorDetails("RATE_LIMITED", "Too many failed sign-ins.", true, wait);
      case Failure.TooCostly(String message) ->
          new ErrorDetails("QUERY_TOO_COSTLY", message, false);
      case Failure.Timeout _ ->
          new ErrorDetails("UPSTREAM_TIMEOUT", "Exist did not answer in time.", true);
      case Failure.Unavailable _ ->
          new ErrorDetails("UPSTREAM_UNAVAILABLE", "Exist cannot be reached.", true);
      case Failure.ServerError(_, Duration wait) ->
          new ErrorDetails("UPSTREAM_ERROR", "Exist failed.", true, wait);
      case Failure.BadResponse(_, Duration wait) ->
          new ErrorDetails("UPSTREAM_BAD_RESPONSE", "Exist's answer cannot be read.", true, wait);
      case Failure.Rejected(_, String reason) ->
          new ErrorDetails("UPSTREAM_REJECTED", rejected(reason), false);
      case Failure.NotSupported(String message) ->
          new ErrorDetails("NOT_SUPPORTED", message, false);
      case Failure.Overloaded(Duration wait) ->
          new ErrorDetails("OVERLOADED", "The gateway is overloaded. Retry later.", true, wait);
    };
  }
}
