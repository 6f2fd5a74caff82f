package io.existgraph.simulator;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// A batch of writes whose items succeed or fail one by one. Responds 200 where all succeed, else
/// 202.
final class WriteBatch {
  private static final int MAX_ITEMS = 35;

  private WriteBatch() {}

  /// Applies one item and returns its row in `success`; throws a [WriteRejection] otherwise.
  @FunctionalInterface
  interface ItemOperation {
    Map<String, @Nullable Object> apply(JsonNode item);
  }

  static ApiReply apply(RoutedRequest call, List<String> required, ItemOperation operation) {
    JsonNode items = call.request().json();
    if (!items.isArray() || items.size() > MAX_ITEMS) {
      return ApiReply.detail(400, "Expected a list of at most " + MAX_ITEMS + " objects");
    }
    List<Object> success = new ArrayList<>();
    List<Object> failed = new ArrayList<>();
    for (int i = 0; i < items.size(); i++) {
      try {
        check(required, items.get(i), i);
        success.add(operation.apply(items.get(i)));
      } catch (WriteRejection e) {
        failed.add(failure(items.get(i), e));
      }
    }
    Map<String, @Nullable Object> outcome = ApiReply.object("success", success, "failed", failed);
    return ApiReply.json(failed.isEmpty() ? 200 : 202, outcome);
  }

  private static void check(List<String> required, JsonNode item, int index) {
    List<String> missing =
        required.stream()
            .filter(field -> !item.has(field))
            .map(field -> "'" + field + "'")
            .toList();
    if (!missing.isEmpty()) {
      String fields = String.join(", ", missing);
      throw new WriteRejection(
          "missing_field", "Object at index " + index + " missing field(s) " + fields);
    }
  }

  /// The row in `failed`: the item as sent, with its error.
  private static Object failure(JsonNode item, WriteRejection rejection) {
    Map<String, @Nullable Object> row = echo(item);
    row.put("error_code", rejection.code());
    row.put("error", rejection.getMessage());
    return row;
  }

  /// The item as sent, as a modifiable map.
  static Map<String, @Nullable Object> echo(JsonNode item) {
    Map<String, @Nullable Object> row = new LinkedHashMap<>();
    item.forEachEntry(row::put);
    return row;
  }
}
