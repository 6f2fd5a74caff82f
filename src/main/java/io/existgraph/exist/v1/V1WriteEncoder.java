package io.existgraph.exist.v1;

import io.existgraph.model.WriteItem;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/// The encoder of writes of API v1.
final class V1WriteEncoder {
  private static final JsonMapper JSON = JsonMapper.shared();

  private V1WriteEncoder() {}

  static String path(WriteItem item) {
    return "/api/1/attributes/"
        + switch (item) {
          case WriteItem.ValueUpdate _ -> "update/";
          case WriteItem.AttributeAcquisition _ -> "acquire/";
          case WriteItem.AttributeRelease _ -> "release/";
          case WriteItem.ValueIncrement _, WriteItem.AttributeCreation _ ->
              throw new IllegalArgumentException("v1 has no such write");
        };
  }

  static String body(List<WriteItem> items) {
    return JSON.writeValueAsString(items.stream().map(V1WriteEncoder::json).toList());
  }

  private static Map<String, Object> json(WriteItem item) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("name", String.valueOf(item.name()));
    switch (item) {
      case WriteItem.ValueUpdate(_, var date, var value) -> {
        json.put("date", date.toString());
        json.put("value", value);
      }
      case WriteItem.AttributeAcquisition(_, var active, var isPrivate) -> {
        json.put("active", active);
        if (isPrivate != null) {
          json.put("private", isPrivate);
        }
      }
      case WriteItem.AttributeRelease _,
          WriteItem.ValueIncrement _,
          WriteItem.AttributeCreation _ -> {}
    }
    return json;
  }
}
