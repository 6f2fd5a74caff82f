package io.existgraph.web;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The documents of a JSON file by id, as tools write it: Apollo's persisted query manifest, or an
/// object of documents by id, as Relay and GraphQL Codegen do it.
record DocumentManifest(Map<String, String> documents) {
  private static final String APOLLO = "apollo-persisted-query-manifest";

  /// What cannot be read is an [IllegalArgumentException] with the reason.
  static DocumentManifest read(byte[] json) {
    if (!(parse(json) instanceof Map<?, ?> object)) {
      throw new IllegalArgumentException("It must be an object.");
    }
    return new DocumentManifest(object.containsKey("format") ? apollo(object) : byId(object));
  }

  private static @Nullable Object parse(byte[] json) {
    try {
      return StrictJson.read(json);
    } catch (RequestErrorException unreadable) {
      throw new IllegalArgumentException(
          "It is not valid JSON, or an object has a duplicate key.", unreadable);
    }
  }

  private static Map<String, String> byId(Map<?, ?> object) {
    Map<String, String> documents = new LinkedHashMap<>();
    object.forEach(
        (id, text) -> documents.put((String) id, text(text, "`" + id + "` must be a document.")));
    return documents;
  }

  private static Map<String, String> apollo(Map<?, ?> manifest) {
    if (!APOLLO.equals(manifest.get("format"))
        || !Integer.valueOf(1).equals(manifest.get("version"))) {
      throw new IllegalArgumentException(
          "Of the manifests only version 1 of " + APOLLO + " is supported.");
    }
    Map<String, String> documents = new LinkedHashMap<>();
    for (Object operation : operations(manifest)) {
      Map<?, ?> members = operation instanceof Map<?, ?> object ? object : Map.of();
      String id = text(members.get("id"), "Each of `operations` must have an `id`.");
      String body = text(members.get("body"), "`" + id + "` must have a `body`.");
      if (documents.put(id, body) != null) {
        throw new IllegalArgumentException("`" + id + "` is there twice.");
      }
    }
    return documents;
  }

  private static List<?> operations(Map<?, ?> manifest) {
    if (manifest.get("operations") instanceof List<?> operations) {
      return operations;
    }
    throw new IllegalArgumentException("`operations` must be a list.");
  }

  private static String text(@Nullable Object value, String reason) {
    if (value instanceof String text) {
      return text;
    }
    throw new IllegalArgumentException(reason);
  }
}
