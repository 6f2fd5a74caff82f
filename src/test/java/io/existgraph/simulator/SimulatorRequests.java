package io.existgraph.simulator;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A test base class that starts a simulator for each test and sends HTTP requests to it. Paths are
/// relative to API v2 unless they begin with a slash.
abstract class SimulatorRequests {
  private static final Instant NOON = Instant.parse("2026-11-24T02:00:00Z");
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  final ExistSimulator exist = ExistSimulator.start(() -> NOON);

  @AfterEach
  void close() {
    exist.close();
  }

  record ApiResponse(int status, JsonNode json) {
    List<String> all(String field) {
      List<String> texts = new ArrayList<>();
      json.path("results").forEach(row -> texts.add(row.at("/" + field).asString()));
      return texts;
    }
  }

  ApiResponse get(String path) {
    return get("Token demo", path);
  }

  ApiResponse get(String credential, String path) {
    return response(exchange(request(path).header("Authorization", credential).GET()));
  }

  ApiResponse post(String credential, String path, String json) {
    return response(
        exchange(
            request(path)
                .header("Authorization", credential)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(json))));
  }

  HttpResponse<String> form(String path, String fields) {
    return exchange(
        request(path)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString(fields)));
  }

  static ApiResponse response(HttpResponse<String> answer) {
    return new ApiResponse(answer.statusCode(), JSON.readTree(answer.body()));
  }

  private HttpRequest.Builder request(String path) {
    URI root = exist.address().resolve("/api/2/");
    return HttpRequest.newBuilder(root.resolve(path));
  }

  private static HttpResponse<String> exchange(HttpRequest.Builder request) {
    try {
      return HTTP.send(request.build(), BodyHandlers.ofString());
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
