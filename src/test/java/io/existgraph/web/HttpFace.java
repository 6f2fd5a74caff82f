package io.existgraph.web;

import static org.springframework.boot.test.context.SpringBootTest.WebEnvironment.RANDOM_PORT;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A started gateway whose Exist cannot be reached, and a plain client to talk to it.
@SpringBootTest(webEnvironment = RANDOM_PORT, properties = "exist.api.base-url=http://127.0.0.1:1")
@Execution(ExecutionMode.SAME_THREAD)
abstract class HttpFace {
  static final String JSON = "application/json";
  static final String GRAPHQL = "application/graphql-response+json";

  private static final HttpClient CLIENT =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  @LocalServerPort private int port;

  URI address(String path) {
    return URI.create("http://127.0.0.1:" + port + path);
  }

  HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(address(path));
  }

  /// A POST of this body with these headers beside a JSON content type.
  HttpResponse<String> post(byte[] body, String... headers) {
    var request = request("/graphql").POST(BodyPublishers.ofByteArray(body));
    request.setHeader("Content-Type", JSON);
    for (int i = 0; i < headers.length; i += 2) {
      request.setHeader(headers[i], headers[i + 1]);
    }
    return send(request);
  }

  HttpResponse<String> post(String body, String... headers) {
    return post(body.getBytes(StandardCharsets.UTF_8), headers);
  }

  /// Runs a document by POST, asking for the media type whose status codes report the outcome.
  HttpResponse<String> run(String document) {
    return post(json(Map.of("query", document)), "Accept", GRAPHQL);
  }

  /// A GET with these parameters, names and values in turn.
  HttpResponse<String> get(String... parameters) {
    return send(request("/graphql" + query(parameters)).GET());
  }

  static String query(String... parameters) {
    StringBuilder query = new StringBuilder();
    for (int i = 0; i < parameters.length; i += 2) {
      query.append(i == 0 ? '?' : '&').append(parameters[i]).append('=');
      query.append(URLEncoder.encode(parameters[i + 1], StandardCharsets.UTF_8));
    }
    return query.toString();
  }

  static HttpResponse<String> send(HttpRequest.Builder request) {
    try {
      return CLIENT.send(request.build(), BodyHandlers.ofString());
    } catch (IOException unanswered) {
      throw new UncheckedIOException(unanswered);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(stopped);
    }
  }

  static String json(Object value) {
    return JsonMapper.shared().writeValueAsString(value);
  }

  static JsonNode body(HttpResponse<String> response) {
    return JsonMapper.shared().readTree(response.body());
  }

  static String code(HttpResponse<String> response) {
    return body(response).at("/errors/0/extensions/code").asString("");
  }

  static String message(HttpResponse<String> response) {
    return body(response).at("/errors/0/message").asString("");
  }

  static List<String> messages(HttpResponse<String> response) {
    return body(response)
        .path("errors")
        .valueStream()
        .map(error -> error.path("message").asString())
        .toList();
  }
}
