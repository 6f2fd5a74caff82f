package io.existgraph.simulator;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/// An HTTP response.
record ApiReply(int status, String contentType, String body, Map<String, String> headers) {
  static final JsonMapper MAPPER = new JsonMapper();

  static ApiReply json(int status, Object body) {
    return new ApiReply(status, "application/json", MAPPER.writeValueAsString(body), Map.of());
  }

  /// An error in the format of Django REST framework.
  static ApiReply detail(int status, String detail) {
    return json(status, Map.of("detail", detail));
  }

  static ApiReply html(int status, String page) {
    return new ApiReply(status, "text/html; charset=utf-8", page, Map.of());
  }

  static ApiReply redirect(int status, String location) {
    return new ApiReply(status, "text/html; charset=utf-8", "", Map.of("Location", location));
  }

  static ApiReply notFound() {
    return detail(404, "Not found.");
  }

  static ApiReply forbidden() {
    return detail(403, "You do not have permission to perform this action.");
  }

  ApiReply with(String header, String value) {
    Map<String, String> more = new LinkedHashMap<>(headers);
    more.put(header, value);
    return new ApiReply(status, contentType, body, more);
  }

  /// A JSON object of alternating names and values, in the given order.
  static Map<String, @Nullable Object> object(@Nullable Object... namesAndValues) {
    Map<String, @Nullable Object> object = new LinkedHashMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      object.put(String.valueOf(namesAndValues[i]), namesAndValues[i + 1]);
    }
    return object;
  }
}
