package io.existgraph.simulator;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// The write endpoints of API v2, for OAuth2 clients.
final class V2Writes {
  private V2Writes() {}

  /// Acquires an attribute by name, or by template, which creates it where the user has none.
  static ApiReply acquire(RoutedRequest call) {
    RecordEdits edits = edits(call);
    return WriteBatch.apply(
        call,
        List.of(),
        item -> {
          JsonNode template = item.path("template");
          TrackedAttribute tracked =
              edits.records().tracked(item.path("name").asString(template.asString("")));
          SimulatedAttribute offered = AttributeCatalog.template(template.asString(""));
          return tracked == null && offered != null
              ? result(call, edits.create(offered), item)
              : result(call, edits.acquire(tracked, true, null), item);
        });
  }

  static ApiReply release(RoutedRequest call) {
    RecordEdits edits = edits(call);
    return WriteBatch.apply(
        call,
        List.of("name"),
        item -> {
          TrackedAttribute released = edits.release(item.path("name").asString(""));
          return ApiReply.object(
              "name", released.name(), "service", "", "active", released.isActive());
        });
  }

  static ApiReply create(RoutedRequest call) {
    RecordEdits edits = edits(call);
    return WriteBatch.apply(
        call, List.of(), item -> result(call, edits.create(requested(item)), item));
  }

  private static SimulatedAttribute requested(JsonNode item) {
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

  static ApiReply update(RoutedRequest call) {
    return WriteBatch.apply(call, List.of("name", "date", "value"), edits(call)::update);
  }

  static ApiReply increment(RoutedRequest call) {
    RecordEdits edits = edits(call);
    return WriteBatch.apply(
        call,
        List.of("name", "value"),
        item -> {
          Map<String, @Nullable Object> result = WriteBatch.echo(item);
          result.put("current", edits.increment(item));
          return result;
        });
  }

  private static Map<String, @Nullable Object> result(
      RoutedRequest call, TrackedAttribute tracked, JsonNode item) {
    if (call.hasFlag("success_objects")) {
      return V2Json.attribute(tracked);
    }
    Map<String, @Nullable Object> result = WriteBatch.echo(item);
    result.put("name", tracked.name());
    result.put("active", tracked.isActive());
    return result;
  }

  private static RecordEdits edits(RoutedRequest call) {
    SimulatedService client = call.caller().client();
    if (client == null) {
      throw new RequestRejection(ApiReply.forbidden());
    }
    return new RecordEdits(
        call.ownRecords(),
        client,
        group -> group != SimulatedGroup.WEATHER && call.caller().mayWrite(group));
  }
}
