package io.existgraph.web;

import graphql.ErrorClassification;
import graphql.ErrorType;
import graphql.GraphQLError;
import graphql.language.SourceLocation;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;

/// The reason why a request is not executed: a fixed sentence and its code. Without a status of its
/// own it is answered with that of a document which is not valid. `places` is the number of
/// operations that a batch had, 0 without one.
record RequestError(
    @Nullable HttpStatus status,
    String code,
    String message,
    boolean isRetryable,
    Map<String, String> headers,
    List<SourceLocation> locations,
    int places)
    implements GraphQLError {
  private static final String RETRY_AFTER = "Retry-After";
  private static final int MAX_PLACES = 100;

  private RequestError(
      @Nullable HttpStatus status,
      String code,
      String message,
      boolean isRetryable,
      Map<String, String> headers) {
    this(status, code, message, isRetryable, headers, List.of(), 0);
  }

  static RequestError of(HttpStatus status, String message) {
    return new RequestError(status, "BAD_REQUEST", message, false, Map.of());
  }

  static RequestError badRequest(String message) {
    return of(HttpStatus.BAD_REQUEST, message);
  }

  /// Of a batch of that many operations, in whose answer clients look for one result in each place.
  /// A batch of more than 100 has one error in all.
  static RequestError batch(int size) {
    return new RequestError(
        HttpStatus.BAD_REQUEST,
        "BAD_REQUEST",
        "Batches are not supported: send each operation in a request of its own."
            + " Parallel operations share what they read.",
        false,
        Map.of(),
        List.of(),
        size <= MAX_PLACES ? size : 0);
  }

  static RequestError notAllowed(String message, String allowed) {
    return new RequestError(
        HttpStatus.METHOD_NOT_ALLOWED, "BAD_REQUEST", message, false, Map.of("Allow", allowed));
  }

  /// Of a document that GraphQL does not take.
  static RequestError invalid(String message) {
    return invalid(message, List.of());
  }

  /// The same, at these places of the document.
  static RequestError invalid(String message, List<SourceLocation> locations) {
    return new RequestError(null, "BAD_REQUEST", message, false, Map.of(), locations, 0);
  }

  static RequestError tooCostly(String message) {
    return new RequestError(null, "QUERY_TOO_COSTLY", message, false, Map.of());
  }

  static RequestError overloaded() {
    return new RequestError(
        HttpStatus.SERVICE_UNAVAILABLE,
        "OVERLOADED",
        "The gateway is overloaded. Retry later.",
        true,
        Map.of(RETRY_AFTER, "1"));
  }

  /// Whether an error of the engine has the same meaning.
  static boolean tellsOverload(GraphQLError error) {
    return error.getExtensions() != null && "OVERLOADED".equals(error.getExtensions().get("code"));
  }

  /// What Apollo's clients wait for before they send the document itself.
  static RequestError unknownDocument() {
    return new RequestError(
        HttpStatus.OK, "PERSISTED_QUERY_NOT_FOUND", "PersistedQueryNotFound", true, Map.of());
  }

  /// Of a request that no handler took: a fixed sentence for its status.
  static RequestError ofStatus(HttpStatusCode status) {
    return switch (status.value()) {
      case 403 -> unhandled("FORBIDDEN", "Forbidden.");
      case 404 -> unhandled("NOT_FOUND", "Not found.");
      case 405 -> unhandled("BAD_REQUEST", "Method not allowed.");
      case 413 -> unhandled("BAD_REQUEST", "The request is too large.");
      case 414 -> unhandled("BAD_REQUEST", "The address is too long.");
      case 431 -> unhandled("BAD_REQUEST", "The headers are too large.");
      default ->
          status.is4xxClientError()
              ? unhandled("BAD_REQUEST", "The request cannot be read.")
              : unhandled("INTERNAL", "Internal error.");
    };
  }

  private static RequestError unhandled(String code, String message) {
    return new RequestError(null, code, message, false, Map.of());
  }

  RequestErrorException asException() {
    return new RequestErrorException(this);
  }

  /// The body of an answer that is nothing but this: an object, or for a batch a list of as many.
  Object asBody() {
    Map<String, Object> body = Map.of("errors", errors());
    return places == 0 ? body : Collections.nCopies(places, body);
  }

  List<Map<String, Object>> errors() {
    return List.of(toSpecification());
  }

  @Override
  public Map<String, Object> toSpecification() {
    Map<String, Object> specification = new LinkedHashMap<>();
    specification.put("message", message);
    if (!locations.isEmpty()) {
      specification.put("locations", locations.stream().map(RequestError::location).toList());
    }
    specification.put("extensions", getExtensions());
    return specification;
  }

  private static Map<String, Object> location(SourceLocation place) {
    return Map.of("line", place.getLine(), "column", place.getColumn());
  }

  @Override
  public Map<String, Object> getExtensions() {
    Map<String, Object> extensions = new HashMap<>(Map.of("code", code, "retryable", isRetryable));
    String delay = headers.get(RETRY_AFTER);
    if (delay != null) {
      extensions.put("retryAfterSeconds", Integer.valueOf(delay));
    }
    return extensions;
  }

  @Override
  public String getMessage() {
    return message;
  }

  @Override
  public List<SourceLocation> getLocations() {
    return locations;
  }

  @Override
  public ErrorClassification getErrorType() {
    return ErrorType.ValidationError;
  }
}
