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

/// One HTTP request, decoded. Of a parameter that is given twice the last one counts.
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

  /// The parameters in the body, which is a form or JSON.
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
    return path + joined(query, it -> it);
  }

  /// The parameters as the end of an address.
  static String encoded(Map<String, String> query) {
    return joined(query, it -> URLEncoder.encode(it, StandardCharsets.UTF_8));
  }

  private static String joined(Map<String, String> query, UnaryOperator<String> form) {
    return query.entrySet().stream()
        .map(it -> form.apply(it.getKey()) + "=" + form.apply(it.getValue()))
        .collect(
            Collectors.collectingAndThen(
                Collectors.joining("&"), it -> it.isEmpty() ? "" : "?" + it));
  }

  private static SortedMap<String, String> parameters(QueryStringDecoder decoder) {
    SortedMap<String, String> parameters = new TreeMap<>();
    decoder.parameters().forEach((name, values) -> parameters.put(name, values.getLast()));
    return parameters;
  }
}
