package io.existgraph.demo;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// What OAuth2 clients can change over API v2.
final class V2Writes {
  private V2Writes() {}

  /// By name, or by template, which makes the attribute when the user has none.
  static Reply acquire(Call call) {
    Edits edits = edits(call);
    return Batch.each(
        call,
        List.of(),
        item -> {
          JsonNode template = item.path("template");
          Tracked tracked =
              edits.diary().tracked(item.path("name").asString(template.asString("")));
          Attribute offered = Attributes.template(template.asString(""));
          return tracked == null && offered != null
              ? told(call, edits.create(offered), item)
              : told(call, edits.acquire(tracked, true, null), item);
        });
  }

  static Reply release(Call call) {
    Edits edits = edits(call);
    return Batch.each(
        call,
        List.of("name"),
        item -> {
          Tracked released = edits.release(item.path("name").asString(""));
          return Reply.object(
              "name", released.name(), "service", "", "active", released.isActive());
        });
  }

  static Reply create(Call call) {
    Edits edits = edits(call);
    return Batch.each(call, List.of(), item -> told(call, edits.create(wanted(item)), item));
  }

  private static Attribute wanted(JsonNode item) {
    if (item.has("template")) {
      Attribute offered = Attributes.template(item.path("template").asString(""));
      if (offered == null) {
        throw new Objection("not_found", "There is no such template");
      }
      return offered;
    }
    String label = item.path("label").asString("");
    Group group = Group.named(item.path("group").asString(""));
    Type type = Type.of(item.path("value_type").asInt(-1));
    if (label.isBlank() || group == null || type == null) {
      throw new Objection("missing_field", "'label', 'group' and 'value_type' are required");
    }
    if (group == Group.CUSTOM && type != Type.BOOLEAN) {
      throw new Objection("validation", "Custom attributes must be boolean");
    }
    return new Attribute(Edits.name(label), label, group, 2, type, Service.DEMO, null);
  }

  static Reply update(Call call) {
    return Batch.each(call, List.of("name", "date", "value"), edits(call)::update);
  }

  static Reply increment(Call call) {
    Edits edits = edits(call);
    return Batch.each(
        call,
        List.of("name", "value"),
        item -> {
          Map<String, @Nullable Object> told = Batch.echo(item);
          told.put("current", edits.increment(item));
          return told;
        });
  }

  private static Map<String, @Nullable Object> told(Call call, Tracked tracked, JsonNode item) {
    if (call.isOn("success_objects")) {
      return V2Json.attribute(tracked);
    }
    Map<String, @Nullable Object> told = Batch.echo(item);
    told.put("name", tracked.name());
    told.put("active", tracked.isActive());
    return told;
  }

  private static Edits edits(Call call) {
    Service client = call.caller().client();
    if (client == null) {
      throw new Refused(Reply.forbidden());
    }
    return new Edits(call.own(), client, it -> it != Group.WEATHER && call.caller().mayWrite(it));
  }
}
