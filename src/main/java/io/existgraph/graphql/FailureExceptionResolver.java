package io.existgraph.graphql;

import graphql.ErrorClassification;
import graphql.ErrorType;
import graphql.GraphQLError;
import graphql.GraphqlErrorBuilder;
import graphql.execution.AbortExecutionException;
import graphql.execution.ResultPath;
import graphql.language.Field;
import graphql.schema.DataFetchingEnvironment;
import io.existgraph.exist.Failure;
import io.existgraph.exist.FailureException;
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

/// Tells failures as GraphQL errors: a fixed sentence, a code, and whether to try again.
@Component
class FailureExceptionResolver implements DataFetcherExceptionResolver {
  private static final Logger LOG = LoggerFactory.getLogger(FailureExceptionResolver.class);

  /// How a failure is told. `delay` is how long to wait before trying again, where that is known.
  private record Told(String code, String message, boolean retryable, @Nullable Duration delay) {
    Told(String code, String message, boolean retryable) {
      this(code, message, retryable, null);
    }
  }

  private static final Told DEFECT = new Told("INTERNAL", "The gateway has a defect.", false);
  private static final ErrorClassification FAILURE = ErrorType.DataFetchingException;

  @Override
  public Mono<List<GraphQLError>> resolveException(
      Throwable exception, DataFetchingEnvironment environment) {
    var path = environment.getExecutionStepInfo().getPath();
    if (exception instanceof FailureException known) {
      return Mono.just(List.of(of(known.failure(), path, environment.getField())));
    }
    if (!(exception instanceof AbortExecutionException)) { // the client is gone: nobody hears of it
      LOG.error(
          "A defect while resolving {}",
          environment.getFieldDefinition().getName(),
          UnquotedException.of(exception));
    }
    return Mono.just(List.of(error(DEFECT, path, environment.getField())));
  }

  /// What GraphQL's engine says of a value that does not fit its type.
  static GraphQLError defect(GraphQLError error) {
    LOG.error("A defect of a value: {}", error.getErrorType());
    return GraphqlErrorBuilder.newError()
        .message("%s", DEFECT.message())
        .path(error.getPath() == null ? List.of() : error.getPath())
        .locations(error.getLocations())
        .errorType(FAILURE)
        .extensions(extensions(DEFECT))
        .build();
  }

  static Failure notSupported() {
    return new Failure.NotSupported("The API version that is asked cannot do this.");
  }

  static GraphQLError of(Failure failure, ResultPath path, Field field) {
    return error(told(failure), path, field);
  }

  private static GraphQLError error(Told told, ResultPath path, Field field) {
    return GraphqlErrorBuilder.newError()
        .message("%s", told.message())
        .path(path)
        .location(field.getSourceLocation())
        .errorType(FAILURE)
        .extensions(extensions(told))
        .build();
  }

  private static Map<String, Object> extensions(Told told) {
    Map<String, Object> extensions = new HashMap<>();
    extensions.put("code", told.code());
    extensions.put("retryable", told.retryable());
    if (told.delay() != null) {
      extensions.put("retryAfterSeconds", Math.max(1, told.delay().plusMillis(999).toSeconds()));
    }
    return extensions;
  }

  private static Told told(Failure failure) {
    return switch (failure) {
      case Failure.Unauthenticated _ ->
          new Told(
              "UNAUTHENTICATED", "An Authorization header that Exist accepts is needed.", false);
      case Failure.Forbidden _ -> new Told("FORBIDDEN", "Exist does not allow this.", false);
      case Failure.NotFound _ -> new Told("NOT_FOUND", "Exist does not know this.", false);
      case Failure.InvalidCredentials _ ->
          new Told("INVALID_CREDENTIALS", "Exist does not accept this name and password.", false);
      case Failure.InvalidGrant _ ->
          new Told("INVALID_GRANT", "Exist does not accept this code or token.", false);
      case Failure.OutcomeUnknown _ ->
          new Told("WRITE_OUTCOME_UNKNOWN", "Exist's answer was lost.", false);
      case Failure.InvalidClient _ ->
          new Told("INVALID_CLIENT", "The OAuth2 client is missing or refused.", false);
      case Failure.BadRequest(String message) -> new Told("BAD_REQUEST", message, false);
      case Failure.RateLimited(Duration wait) ->
          new Told("RATE_LIMITED", "The caller's requests to Exist are used up.", true, wait);
      case Failure.GuessedTooOften(Duration wait) ->
          new Told("RATE_LIMITED", "There were too many attempts to sign in.", true, wait);
      case Failure.TooCostly(String message) -> new Told("QUERY_TOO_COSTLY", message, false);
      case Failure.Timeout _ -> new Told("UPSTREAM_TIMEOUT", "Exist did not answer in time.", true);
      case Failure.Unavailable _ ->
          new Told("UPSTREAM_UNAVAILABLE", "Exist cannot be reached.", true);
      case Failure.ServerError _ -> new Told("UPSTREAM_ERROR", "Exist failed.", true);
      case Failure.BadResponse _ ->
          new Told("UPSTREAM_BAD_RESPONSE", "Exist's answer cannot be read.", true);
      case Failure.NotSupported(String message) -> new Told("NOT_SUPPORTED", message, false);
      case Failure.Overloaded(Duration wait) ->
          new Told("OVERLOADED", "The gateway has too much to do.", true, wait);
    };
  }
}
