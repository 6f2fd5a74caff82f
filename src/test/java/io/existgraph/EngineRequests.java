package io.existgraph;

import graphql.GraphQLContext;
import graphql.GraphQLError;
import io.existgraph.credential.Caller;
import io.existgraph.credential.Credential;
import io.existgraph.graphql.OperationReads;
import io.existgraph.graphql.execution.JsonBytes;
import io.existgraph.ready.PreparedQuery;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import org.springframework.graphql.server.WebGraphQlHandler;
import org.springframework.graphql.server.WebGraphQlRequest;
import org.springframework.graphql.server.WebGraphQlResponse;
import org.springframework.graphql.support.DefaultGraphQlRequest;
import org.springframework.http.HttpHeaders;
import org.springframework.util.LinkedMultiValueMap;
import tools.jackson.databind.json.JsonMapper;

/// Requests of one caller to the GraphQL engine, without HTTP around them: `takesBytes` when they
/// may be executed by compiled selections.
record EngineRequests(WebGraphQlHandler handler, String credential, boolean takesBytes) {
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final URI ENDPOINT = URI.create("http://127.0.0.1/graphql");

  /// A response: its data as JSON, its errors as the specification has them.
  record Response(
      byte[] data, List<Map<String, Object>> errors, Object extensions, boolean isCompiled) {}

  private WebGraphQlRequest request(String document, Map<String, Object> variables) {
    HttpHeaders headers = new HttpHeaders();
    headers.set(HttpHeaders.AUTHORIZATION, credential);
    var request =
        new WebGraphQlRequest(
            ENDPOINT,
            headers,
            new LinkedMultiValueMap<>(),
            InetSocketAddress.createUnresolved("127.0.0.1", 1),
            Map.of(),
            new DefaultGraphQlRequest(document, null, variables, Map.of()),
            "1",
            Locale.ENGLISH);
    request.configureExecutionInput(
        (_, input) -> input.graphQLContext(Map.of(JsonBytes.ACCEPTED, takesBytes)).build());
    return request;
  }

  /// The response, once the operation's read has ended as well.
  Response ask(String document, Map<String, Object> variables) {
    WebGraphQlResponse response =
        Objects.requireNonNull(handler.handleRequest(request(document, variables)).block());
    if (response.getExecutionResult().isDataPresent()) {
      OperationReads.await(response.getExecutionInput().getGraphQLContext());
    }
    Object data = response.getExecutionResult().getData();
    return new Response(
        bytes(data),
        response.getExecutionResult().getErrors().stream()
            .map(GraphQLError::toSpecification)
            .toList(),
        response.getExtensions(),
        data instanceof JsonBytes);
  }

  /// The body of the same request once its query is prepared; null where it is not answered so.
  byte[] askPrepared(String document, Map<String, Object> variables) {
    Supplier<PreparedQuery> query = context(document, variables).get(PreparedQuery.CONTEXT_KEY);
    PreparedQuery.PreparedResponse prepared =
        query == null ? null : query.get().execute(Caller.of(new Credential(credential)));
    return prepared == null ? null : prepared.body();
  }

  /// The context of a request once it is executed.
  GraphQLContext context(String document, Map<String, Object> variables) {
    WebGraphQlResponse response =
        Objects.requireNonNull(handler.handleRequest(request(document, variables)).block());
    return response.getExecutionInput().getGraphQLContext();
  }

  private static byte[] bytes(Object data) {
    if (!(data instanceof JsonBytes json)) {
      return JSON.writeValueAsBytes(data);
    }
    var out = new ByteArrayOutputStream(json.length());
    try {
      json.writeTo(out);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return out.toByteArray();
  }
}
