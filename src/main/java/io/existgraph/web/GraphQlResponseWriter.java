package io.existgraph.web;

import graphql.GraphQLContext;
import graphql.GraphQLError;
import io.existgraph.graphql.execution.JsonBytes;
import io.existgraph.ready.ReadyAnswers;
import io.existgraph.ready.ReadyKey;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.graphql.server.WebGraphQlResponse;
import org.springframework.http.HttpStatus;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

/// A writer of responses, GraphQL's own and errors, in the media type that the client prefers.
record GraphQlResponseWriter(
    JsonMapper json, int mostBytes, ErrorCodeListener listener, ReadyAnswers ready) {

  /// `key` is what the answer may be stored under, null where it must not be.
  Mono<ServerResponse> write(
      WebGraphQlResponse response, ResponseMediaType type, @Nullable ReadyKey key) {
    if (response.getExecutionResult().isDataPresent()) {
      count(response.getExecutionResult().getErrors());
      GraphQLContext context = response.getExecutionInput().getGraphQLContext();
      boolean isMutation = context.getBoolean(ValidatingDocumentProvider.MUTATION);
      int most = isMutation ? Integer.MAX_VALUE : mostBytes; // what was written must be reported
      BoundedOutputStream bytes = new BoundedOutputStream(most);
      byte[] body = executed(response.toMap(), bytes);
      if (key != null && !bytes.isOver) {
        ready.store(key, body, type.mediaType().toString(), context);
      }
      return write(HttpStatus.OK, type, body);
    }
    List<GraphQLError> failures = response.getExecutionResult().getErrors();
    if (failures.stream().anyMatch(RequestError::tellsOverload)) {
      return write(RequestError.overloaded(), type);
    }
    List<GraphQLError> errors = ErrorSanitizer.sanitized(failures);
    if (errors.size() == 1 && errors.getFirst() instanceof RequestError refusal) {
      return write(refusal, type);
    }
    count(errors);
    var body = Map.of("errors", errors.stream().map(GraphQLError::toSpecification).toList());
    return write(type.statusOfInvalid(), type, json.writeValueAsBytes(body));
  }

  Mono<ServerResponse> write(RequestError refusal, ResponseMediaType type) {
    count(List.of(refusal));
    HttpStatus status = refusal.status() == null ? type.statusOfInvalid() : refusal.status();
    return ServerResponse.status(status)
        .headers(headers -> refusal.headers().forEach(headers::set))
        .contentType(type.mediaType())
        .bodyValue(json.writeValueAsBytes(refusal.asBody()));
  }

  private static Mono<ServerResponse> write(
      HttpStatus status, ResponseMediaType type, byte[] body) {
    return ServerResponse.status(status).contentType(type.mediaType()).bodyValue(body);
  }

  /// The answer or, when it is too large, what it cost without its data.
  private byte[] executed(Map<String, Object> answer, BoundedOutputStream bytes) {
    try {
      write(answer, bytes);
      return bytes.toByteArray();
    } catch (IOException | RuntimeException failure) { // the mapper's, around that of the bytes
      Map<String, @Nullable Object> rest = new LinkedHashMap<>();
      RequestError tooLarge = bytes.tooLarge(failure);
      count(List.of(tooLarge));
      rest.put("errors", tooLarge.errors());
      rest.put("data", null);
      rest.put("extensions", answer.getOrDefault("extensions", Map.of()));
      return json.writeValueAsBytes(rest);
    }
  }

  /// The names are those of the specification: `errors`, `data`, `extensions`.
  private void write(Map<String, Object> answer, OutputStream out) throws IOException {
    char separator = '{';
    for (Map.Entry<String, Object> entry : answer.entrySet()) {
      out.write(separator);
      out.write(('"' + entry.getKey() + '"').getBytes(StandardCharsets.US_ASCII));
      out.write(':');
      if (entry.getValue() instanceof JsonBytes data) {
        data.writeTo(out);
      } else {
        json.writeValue(out, entry.getValue());
      }
      separator = ',';
    }
    out.write('}');
  }

  private void count(List<GraphQLError> errors) {
    for (GraphQLError error : errors) {
      Map<String, Object> extensions = error.getExtensions();
      Object code = extensions == null ? null : extensions.get("code");
      listener.refused(code == null ? "BAD_REQUEST" : code.toString());
    }
  }

  /// Gives up as soon as more is written than is allowed.
  private static final class BoundedOutputStream extends ByteArrayOutputStream {
    private final int most;
    private boolean isOver;

    BoundedOutputStream(int most) {
      this.most = most;
    }

    @Override
    public synchronized void write(int octet) {
      check(1);
      super.write(octet);
    }

    @Override
    public synchronized void write(byte[] octets, int from, int length) {
      check(length);
      super.write(octets, from, length);
    }

    private void check(int length) {
      isOver |= length > most - count;
      if (isOver) {
        throw refusal().asException();
      }
    }

    private RequestError refusal() {
      return RequestError.tooCostly(
          "The answer is over the limit of " + most + " bytes. Select fewer fields or days.");
    }

    /// Why writing failed, if it was for the size.
    RequestError tooLarge(Exception failure) {
      if (isOver) {
        return refusal();
      }
      throw failure instanceof RuntimeException fault ? fault : new IllegalStateException(failure);
    }
  }
}
