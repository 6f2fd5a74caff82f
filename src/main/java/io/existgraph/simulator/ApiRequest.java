package io.existgraph.simulator;

import io.netty.handler.codec.http.QueryStringDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import reactor.netty.http.server.HttpServerRequest;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/// A decoded HTTP request. Of a repeated parameter the last value counts.
record ApiRequest(
    String method,
    String path,
    SortedMap<String, String> query,
    @Nullable String authorization,
    String contentType,
    String body) {

  static ApiRequest of(HttpServerRequest wire, String body) {
    QueryStringDecoder uri = new QueryStringDecoder(wire.uri());
    return new ApiRequest(
        wire.method().name(),
        uri.path(),
        parameters(uri),
        wire.requestHeaders().get("Authorization"),
        wire.requestHeaders().get("Content-Type", ""),
        body);
  }

  /// The parameters in the body, which is a form or a flat JSON object.
  Map<String, String> fields() {
    if (!contentType.startsWith("application/json")) {
      return parameters(new QueryStringDecoder(body, false));
    }
    Map<String, String> fields = new TreeMap<>();
    json().forEachEntry((name, value) -> fields.put(name, value.asString("")));
    return fields;
  }

  JsonNode json() {
    try {
      return ApiReply.MAPPER.readTree(body);
    } catch (JacksonException e) {
      throw new RequestRejection(ApiReply.detail(400, "JSON parse error"));
    }
  }

  String target() {
    return path + joined(query, UnaryOperator.identity());
  }

  /// The parameters as an encoded query string with its `?`; empty where there are none.
  static String encoded(Map<String, String> query) {
    return joined(query, text -> URLEncoder.encode(text, StandardCharsets.UTF_8));
  }

  private static String joined(Map<String, String> query, UnaryOperator<String> encoding) {
    return query.entrySet().stream()
        .map(field -> encoding.apply(field.getKey()) + "=" + encoding.apply(field.getValue()))
        .collect(
            Collectors.collectingAndThen(
                Collectors.joining("&"), text -> text.isEmpty() ? "" : "?" + text));
  }

  private static SortedMap<String, String> parameters(QueryStringDecoder decoder) {
    SortedMap<String, String> parameters = new TreeMap<>();
    decoder.parameters().forEach((name, values) -> parameters.put(name, values.getLast()));
    return parameters;
  }
}
