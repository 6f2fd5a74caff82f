package io.existgraph.simulator;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// What OAuth2 clients can change over API v2.
final class V2Writes {
  private V2Writes() {}

  /// By name, or by template, which makes the attribute when the user has none.
  static ApiReply acquire(ApiCall call) {
    RecordEdits edits = edits(call);
    return WriteBatch.each(
        call,
        List.of(),
        item -> {
          JsonNode template = item.path("template");
          TrackedAttribute tracked =
              edits.diary().tracked(item.path("name").asString(template.asString("")));
          SimulatedAttribute offered = AttributeCatalog.template(template.asString(""));
          return tracked == null && offered != null
              ? told(call, edits.create(offered), item)
              : told(call, edits.acquire(tracked, true, null), item);
        });
  }

  static ApiReply release(ApiCall call) {
    RecordEdits edits = edits(call);
    return WriteBatch.each(
        call,
        List.of("name"),
        item -> {
          TrackedAttribute released = edits.release(item.path("name").asString(""));
          return ApiReply.object(
              "name", released.name(), "service", "", "active", released.isActive());
        });
  }

  static ApiReply create(ApiCall call) {
    RecordEdits edits = edits(call);
    return WriteBatch.each(call, List.of(), item -> told(call, edits.create(wanted(item)), item));
  }

  private static SimulatedAttribute wanted(JsonNode item) {
    if (item.has("template")) {
      SimulatedAttribute offered = AttributeCatalog.template(item.path("template").asString(""));
      if (offered == null) {
        throw new WriteRejection("not_found", "There is no such template");
      }
      return offered;
    }
    String label = item.path("label").asString("");
    SimulatedGroup group = SimulatedGroup.named(item.path("group").asString(""));
    SimulatedType type = SimulatedType.of(item.path("value_type").asInt(-1));
    if (label.isBlank() || group == null || type == null) {
      throw new WriteRejection("missing_field", "'label', 'group' and 'value_type' are required");
    }
    if (group == SimulatedGroup.CUSTOM && type != SimulatedType.BOOLEAN) {
      throw new WriteRejection("validation", "Custom attributes must be boolean");
    }
    return new SimulatedAttribute(
        RecordEdits.name(label), label, group, 2, type, SimulatedService.DEMO, null);
  }

  static ApiReply update(ApiCall call) {
    return WriteBatch.each(call, List.of("name", "date", "value"), edits(call)::update);
  }

  static ApiReply increment(ApiCall call) {
    RecordEdits edits = edits(call);
    return WriteBatch.each(
        call,
        List.of("name", "value"),
        item -> {
          Map<String, @Nullable Object> told = WriteBatch.echo(item);
          told.put("current", edits.increment(item));
          return told;
        });
  }

  private static Map<String, @Nullable Object> told(
      ApiCall call, TrackedAttribute tracked, JsonNode item) {
    if (call.isOn("success_objects")) {
      return V2Json.attribute(tracked);
    }
    Map<String, @Nullable Object> told = WriteBatch.echo(item);
    told.put("name", tracked.name());
    told.put("active", tracked.isActive());
    return told;
  }

  private static RecordEdits edits(ApiCall call) {
    SimulatedService client = call.caller().client();
    if (client == null) {
      throw new RequestRejection(ApiReply.forbidden());
    }
    return new RecordEdits(
        call.own(), client, it -> it != SimulatedGroup.WEATHER && call.caller().mayWrite(it));
  }
}
