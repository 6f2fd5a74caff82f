package io.existgraph.exist.v2;

import io.existgraph.model.KnownAttributes;
import io.existgraph.model.WriteItem;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/// The encoder of writes of API v2.
final class V2WriteEncoder {
  private static final JsonMapper JSON = JsonMapper.shared();

  private V2WriteEncoder() {}

  static String path(WriteItem item) {
    return "/api/2/attributes/"
        + switch (item) {
          case WriteItem.ValueUpdate _ -> "update/";
          case WriteItem.ValueIncrement _ -> "increment/";
          case WriteItem.AttributeAcquisition _ -> "acquire/?success_objects=1";
          case WriteItem.AttributeRelease _ -> "release/";
          case WriteItem.AttributeCreation _ -> "create/?success_objects=1";
        };
  }

  static String body(List<WriteItem> items) {
    return JSON.writeValueAsString(items.stream().map(V2WriteEncoder::json).toList());
  }

  private static Map<String, Object> json(WriteItem item) {
    Map<String, Object> json = new LinkedHashMap<>();
    switch (item) {
      case WriteItem.ValueUpdate(var name, var date, var value) -> {
        json.put("name", name.value());
        json.put("date", date.toString());
        json.put("value", value);
      }
      case WriteItem.ValueIncrement(var name, var date, var value) -> {
        json.put("name", name.value());
        json.put("date", date.toString());
        json.put("value", value);
      }
      case WriteItem.AttributeAcquisition(var name, _, _) -> {
        boolean isOfficial = KnownAttributes.of(name).isPresent(); // created where it is missing
        json.put(isOfficial ? "template" : "name", name.value());
        json.put("manual", false);
      }
      case WriteItem.AttributeRelease(var name) -> json.put("name", name.value());
      case WriteItem.AttributeCreation create -> put(create, json);
    }
    return json;
  }

  private static void put(WriteItem.AttributeCreation create, Map<String, Object> json) {
    if (create.template() != null) {
      json.put("template", create.template());
    } else if (create.label() != null && create.group() != null && create.type() != null) {
      json.put("label", create.label());
      json.put("group", create.group());
      json.put("value_type", create.type().code());
    }
    json.put("manual", create.isManual());
  }
}
