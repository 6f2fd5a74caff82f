package io.existgraph.web;

import graphql.GraphQLError;
import java.io.ByteArrayOutputStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.graphql.server.WebGraphQlResponse;
import org.springframework.http.HttpStatus;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/// Writes answers: GraphQL's own and refusals, in the media type that the client likes.
record Answers(JsonMapper json, int mostBytes) {

  Mono<ServerResponse> write(WebGraphQlResponse response, AnswerType type) {
    if (response.getExecutionResult().isDataPresent()) {
      return write(HttpStatus.OK, type, executed(response.toMap()));
    }
    List<GraphQLError> errors = RequestErrors.told(response.getExecutionResult().getErrors());
    if (errors.size() == 1 && errors.getFirst() instanceof Refusal refusal) {
      return write(refusal, type);
    }
    var body = Map.of("errors", errors.stream().map(GraphQLError::toSpecification).toList());
    return write(type.statusOfInvalid(), type, json.writeValueAsBytes(body));
  }

  Mono<ServerResponse> write(Refusal refusal, AnswerType type) {
    HttpStatus status = refusal.status() == null ? type.statusOfInvalid() : refusal.status();
    return ServerResponse.status(status)
        .headers(it -> refusal.headers().forEach(it::set))
        .contentType(type.mediaType())
        .bodyValue(json.writeValueAsBytes(refusal.asBody()));
  }

  private static Mono<ServerResponse> write(HttpStatus status, AnswerType type, byte[] body) {
    return ServerResponse.status(status).contentType(type.mediaType()).bodyValue(body);
  }

  /// The answer or, when it is too large, what it cost without its data.
  private byte[] executed(Map<String, Object> answer) {
    try {
      Bounded bytes = new Bounded(mostBytes);
      json.writeValue(bytes, answer);
      return bytes.toByteArray();
    } catch (RefusedException tooLarge) {
      return withoutData(answer, tooLarge);
    } catch (JacksonException wrapped) {
      if (wrapped.getCause() instanceof RefusedException tooLarge) {
        return withoutData(answer, tooLarge);
      }
      throw wrapped;
    }
  }

  private byte[] withoutData(Map<String, Object> answer, RefusedException tooLarge) {
    Map<String, @Nullable Object> rest = new LinkedHashMap<>();
    rest.put("errors", tooLarge.refusal().asBody().get("errors"));
    rest.put("data", null);
    rest.put("extensions", answer.getOrDefault("extensions", Map.of()));
    return json.writeValueAsBytes(rest);
  }

  /// Gives up as soon as more is written than is allowed.
  private static final class Bounded extends ByteArrayOutputStream {
    private final int most;

    Bounded(int most) {
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
      if (count + length > most) {
        throw Refusal.tooCostly("The answer is over the limit of " + most + " bytes.")
            .asException();
      }
    }
  }
}
