package io.existgraph.demo;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// What OAuth2 clients can change over API v1.
final class V1Writes {
  private V1Writes() {}

  static Reply acquire(Call call) {
    Edits edits = edits(call);
    return Batch.each(call, List.of("name", "active"), item -> acquire(edits, item));
  }

  /// `active` is told as text.
  private static Map<String, @Nullable Object> acquire(Edits edits, JsonNode item) {
    JsonNode active = item.path("active");
    if (!active.isBoolean()) {
      throw new Objection("validation", "'active' must be a boolean");
    }
    String name = item.path("name").asString("");
    Boolean hidden = item.path("private").isBoolean() ? item.get("private").booleanValue() : null;
    var _ = edits.acquire(edits.diary().tracked(name), active.booleanValue(), hidden);
    return Reply.object("name", name, "active", active.asString());
  }

  static Reply release(Call call) {
    Edits edits = edits(call);
    return Batch.each(
        call,
        List.of("name"),
        item -> Reply.object("name", edits.release(item.path("name").asString("")).name()));
  }

  static Reply update(Call call) {
    return Batch.each(call, List.of("name", "date", "value"), edits(call)::update);
  }

  private static Edits edits(Call call) {
    Service client = call.caller().client();
    if (client == null || !call.caller().mayWrite()) {
      throw new Refused(Reply.forbidden());
    }
    return new Edits(call.own(), client, it -> it != Group.WEATHER);
  }
}
