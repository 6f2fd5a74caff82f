package io.existgraph.demo;

import io.netty.handler.codec.http.QueryStringDecoder;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import reactor.netty.http.server.HttpServerRequest;

/// One HTTP request, decoded. Of a parameter that is given twice the last one counts.
record Request(
    String method,
    String path,
    SortedMap<String, String> query,
    @Nullable String authorization,
    String contentType,
    String body) {

  static Request of(HttpServerRequest wire, String body) {
    QueryStringDecoder uri = new QueryStringDecoder(wire.uri());
    return new Request(
        wire.method().name(),
        uri.path(),
        parameters(uri),
        wire.requestHeaders().get("Authorization"),
        wire.requestHeaders().get("Content-Type", ""),
        body);
  }

  /// The parameters of a body that a form sent.
  Map<String, String> form() {
    return parameters(new QueryStringDecoder(body, false));
  }

  String target() {
    String parameters =
        query.entrySet().stream()
            .map(it -> it.getKey() + "=" + it.getValue())
            .collect(Collectors.joining("&"));
    return parameters.isEmpty() ? path : path + "?" + parameters;
  }

  private static SortedMap<String, String> parameters(QueryStringDecoder decoder) {
    SortedMap<String, String> parameters = new TreeMap<>();
    decoder.parameters().forEach((name, values) -> parameters.put(name, values.getLast()));
    return parameters;
  }
}
