package io.existgraph.web;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.util.MultiValueMap;

/// The parameters of a GraphQL request as received: documents are not looked up yet.
record RequestParameters(
    @Nullable String query,
    @Nullable String documentId,
    @Nullable String operationName,
    Map<String, @Nullable Object> variables,
    Map<String, Object> extensions) {

  /// Those of a POST body.
  static RequestParameters of(Map<?, ?> body) {
    return new RequestParameters(
        text(body, "query"),
        documentId(body),
        text(body, "operationName"),
        object("variables", body.get("variables")),
        object("extensions", body.get("extensions")));
  }

  /// Those of a URL.
  static RequestParameters of(MultiValueMap<String, String> url) {
    return new RequestParameters(
        once(url, "query"),
        documentId(url),
        once(url, "operationName"),
        json(url, "variables"),
        json(url, "extensions"));
  }

  /// Relay's examples and older clients call the id of a document otherwise. Beside a `query` these
  /// names mean nothing.
  private static final List<String> OTHER_IDS = List.of("id", "doc_id");

  private static @Nullable String documentId(Map<?, ?> body) {
    String id = text(body, "documentId");
    for (String name : body.get("query") == null ? OTHER_IDS : List.<String>of()) {
      id = id == null ? text(body, name) : id;
    }
    return id;
  }

  private static @Nullable String documentId(MultiValueMap<String, String> url) {
    String id = once(url, "documentId");
    for (String name : url.containsKey("query") ? List.<String>of() : OTHER_IDS) {
      id = id == null ? once(url, name) : id;
    }
    return id;
  }

  private static @Nullable String text(Map<?, ?> body, String name) {
    return switch (body.get(name)) {
      case null -> null;
      case String text -> text;
      default -> throw RequestError.badRequest("`" + name + "` must be a string.").asException();
    };
  }

  @SuppressWarnings("unchecked") // keys of a JSON object are strings
  private static <V extends @Nullable Object> Map<String, V> object(
      String name, @Nullable Object value) {
    return switch (value) {
      case null -> Map.of();
      case Map<?, ?> object -> (Map<String, V>) object;
      default -> throw RequestError.badRequest("`" + name + "` must be an object.").asException();
    };
  }

  private static @Nullable String once(MultiValueMap<String, String> url, String name) {
    List<String> values = url.getOrDefault(name, List.of());
    if (values.size() > 1) {
      throw RequestError.badRequest("`" + name + "` must be given once.").asException();
    }
    return values.isEmpty() ? null : values.getFirst();
  }

  private static <V extends @Nullable Object> Map<String, V> json(
      MultiValueMap<String, String> url, String name) {
    String text = once(url, name);
    return text == null || text.isBlank() ? Map.of() : object(name, StrictJson.read(text));
  }
}
