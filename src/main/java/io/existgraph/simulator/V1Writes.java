package io.existgraph.simulator;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// The write endpoints of API v1, for OAuth2 clients.
final class V1Writes {
  private V1Writes() {}

  static ApiReply acquire(RoutedRequest call) {
    RecordEdits edits = edits(call);
    return WriteBatch.apply(call, List.of("name", "active"), item -> acquire(edits, item));
  }

  /// The response contains `active` as text.
  private static Map<String, @Nullable Object> acquire(RecordEdits edits, JsonNode item) {
    JsonNode active = item.path("active");
    if (!active.isBoolean()) {
      throw new WriteRejection("validation", "'active' must be a boolean");
    }
    String name = item.path("name").asString("");
    Boolean hidden = item.path("private").isBoolean() ? item.get("private").booleanValue() : null;
    var _ = edits.acquire(edits.records().tracked(name), active.booleanValue(), hidden);
    return ApiReply.object("name", name, "active", active.asString());
  }

  static ApiReply release(RoutedRequest call) {
    RecordEdits edits = edits(call);
    return WriteBatch.apply(
        call,
        List.of("name"),
        item -> ApiReply.object("name", edits.release(item.path("name").asString("")).name()));
  }

  static ApiReply update(RoutedRequest call) {
    return WriteBatch.apply(call, List.of("name", "date", "value"), edits(call)::update);
  }

  private static RecordEdits edits(RoutedRequest call) {
    SimulatedService client = call.caller().client();
    if (client == null || !call.caller().mayWrite()) {
      throw new RequestRejection(ApiReply.forbidden());
    }
    return new RecordEdits(call.ownRecords(), client, group -> group != SimulatedGroup.WEATHER);
  }
}
