package io.existgraph.simulator;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// A list of items to write, each judged on its own: 200 when all were carried out, else 202.
final class WriteBatch {
  private static final int MOST_ITEMS = 35;

  private WriteBatch() {}

  /// Carries one item out and tells what Exist answers for it; throws an [WriteRejection]
  /// otherwise.
  @FunctionalInterface
  interface Operation {
    Map<String, @Nullable Object> apply(JsonNode item);
  }

  static ApiReply each(ApiCall call, List<String> required, Operation operation) {
    JsonNode items = call.request().json();
    if (!items.isArray() || items.size() > MOST_ITEMS) {
      return ApiReply.detail(400, "Expected a list of at most " + MOST_ITEMS + " objects");
    }
    List<Object> success = new ArrayList<>();
    List<Object> failed = new ArrayList<>();
    for (int i = 0; i < items.size(); i++) {
      try {
        check(required, items.get(i), i);
        success.add(operation.apply(items.get(i)));
      } catch (WriteRejection it) {
        failed.add(told(items.get(i), it));
      }
    }
    Map<String, @Nullable Object> outcome = ApiReply.object("success", success, "failed", failed);
    return ApiReply.json(failed.isEmpty() ? 200 : 202, outcome);
  }

  private static void check(List<String> required, JsonNode item, int index) {
    List<String> missing =
        required.stream().filter(it -> !item.has(it)).map(it -> "'" + it + "'").toList();
    if (!missing.isEmpty()) {
      String fields = String.join(", ", missing);
      throw new WriteRejection(
          "missing_field", "Object at index " + index + " missing field(s) " + fields);
    }
  }

  /// The item as it was sent, with what is wrong with it.
  private static Object told(JsonNode item, WriteRejection objection) {
    Map<String, @Nullable Object> told = echo(item);
    told.put("error_code", objection.code());
    told.put("error", objection.getMessage());
    return told;
  }

  /// The item as it was sent.
  static Map<String, @Nullable Object> echo(JsonNode item) {
    Map<String, @Nullable Object> told = new LinkedHashMap<>();
    item.forEachEntry(told::put);
    return told;
  }
}
