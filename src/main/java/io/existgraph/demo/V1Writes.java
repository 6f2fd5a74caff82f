package io.existgraph.demo;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// What OAuth2 clients can change over API v1: a list of items, each judged on its own.
final class V1Writes {
  private static final int MOST_ITEMS = 35;

  private V1Writes() {}

  /// Carries one item out, or tells why not.
  private interface Operation {
    @Nullable Failure apply(Diary diary, Service client, JsonNode item);
  }

  private record Failure(String code, String error) {}

  static Reply acquire(Call call) {
    return each(call, List.of("name", "active"), V1Writes::acquire);
  }

  private static @Nullable Failure acquire(Diary diary, Service client, JsonNode item) {
    Tracked tracked = diary.tracked(item.path("name").asString(""));
    if (tracked == null) {
      return new Failure("not_found", "Attribute matching query does not exist.");
    }
    Group group = tracked.attribute().group();
    if (group == Group.WEATHER) {
      String error = "No permission to write to attributes in group '" + group.slug() + "'";
      return new Failure("not_allowed", error);
    }
    if (!item.path("active").isBoolean()) {
      return new Failure("validation", "'active' must be a boolean");
    }
    boolean hidden = item.path("private").booleanValue(tracked.isPrivate());
    diary.replace(tracked.acquired(client, item.path("active").booleanValue(), hidden));
    return null;
  }

  static Reply release(Call call) {
    return each(call, List.of("name"), V1Writes::release);
  }

  private static @Nullable Failure release(Diary diary, Service client, JsonNode item) {
    String name = item.path("name").asString("");
    Tracked tracked = diary.tracked(name);
    if (tracked == null) {
      return new Failure("not_found", "Attribute matching query does not exist.");
    }
    if (tracked.owner() != client) {
      return notOurs(name);
    }
    diary.replace(tracked.released(client));
    return null;
  }

  static Reply update(Call call) {
    return each(call, List.of("name", "date", "value"), V1Writes::update);
  }

  private static @Nullable Failure update(Diary diary, Service client, JsonNode item) {
    String name = item.path("name").asString("");
    Tracked tracked = diary.tracked(name);
    if (tracked == null) {
      return new Failure("not_found", "User doesn't have an attribute named '" + name + "'");
    }
    if (tracked.owner() != client) {
      return notOurs(name);
    }
    Type type = tracked.attribute().type();
    LocalDate date = date(item.path("date").asString(""));
    String objection =
        date == null ? "Date must be YYYY-mm-dd" : type.objection(item.path("value"));
    if (date == null || objection != null) {
      return new Failure("validation", String.valueOf(objection));
    }
    diary.write(tracked.attribute(), date, type.read(item.path("value")));
    return null;
  }

  private static @Nullable LocalDate date(String text) {
    try {
      return LocalDate.parse(text);
    } catch (DateTimeParseException e) {
      return null;
    }
  }

  private static Failure notOurs(String name) {
    return new Failure("unauthorised", "Attribute '" + name + "' does not belong to this service");
  }

  private static Reply each(Call call, List<String> fields, Operation operation) {
    Service client = call.caller().client();
    if (client == null || !call.caller().mayWrite()) {
      return Reply.forbidden();
    }
    JsonNode items = call.request().json();
    if (!items.isArray() || items.size() > MOST_ITEMS) {
      return Reply.detail(400, "Expected a list of at most " + MOST_ITEMS + " objects");
    }
    List<Object> success = new ArrayList<>();
    List<Object> failed = new ArrayList<>();
    for (int i = 0; i < items.size(); i++) {
      JsonNode item = items.get(i);
      Failure missing = missing(fields, item, i);
      Failure failure = missing == null ? operation.apply(call.own(), client, item) : missing;
      (failure == null ? success : failed).add(told(fields, item, failure));
    }
    Map<String, @Nullable Object> outcome = Reply.object("success", success, "failed", failed);
    return Reply.json(failed.isEmpty() ? 200 : 202, outcome);
  }

  private static @Nullable Failure missing(List<String> fields, JsonNode item, int index) {
    List<String> missing =
        fields.stream().filter(it -> !item.has(it)).map(it -> "'" + it + "'").toList();
    String error = "Object at index " + index + " missing field(s) " + String.join(", ", missing);
    return missing.isEmpty() ? null : new Failure("missing_field", error);
  }

  /// The item as it was sent, except that `active` is told as text.
  private static Object told(List<String> fields, JsonNode item, @Nullable Failure failure) {
    Map<String, @Nullable Object> told = Reply.object();
    for (String field : fields) {
      if (item.has(field)) {
        told.put(field, field.equals("active") ? item.get(field).asString("") : item.get(field));
      }
    }
    if (failure != null) {
      told.put("error_code", failure.code());
      told.put("error", failure.error());
    }
    return told;
  }
}
