package io.existgraph.exist.json;

import io.existgraph.exist.FailureException;
import io.existgraph.exist.http.ExistResponse;
import io.existgraph.model.WriteItem;
import io.existgraph.model.WriteOutcome;
import io.existgraph.model.WriteOutcome.OutcomeReason;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// A decoder of the refusal of a list of items as Django REST framework writes it: an array with an
/// object for each position, from fields to their errors, empty where nothing is wrong. Nothing of
/// the list has been written then.
final class ListErrorDecoder {
  private static final String REQUIRED = "This field is required.";
  private static final WriteOutcome NOT_SENT =
      WriteOutcome.notSent(
          OutcomeReason.OTHER,
          "NOT_SENT",
          "Exist refused the whole request because of other items in it.");

  private ListErrorDecoder() {}

  /// The outcomes of all items by key; null where the body is not of that form.
  static @Nullable Map<String, WriteOutcome> outcomes(ExistResponse reply, List<WriteItem> items) {
    JsonNode errors = json(reply);
    if (errors == null || !areErrors(errors, items.size())) {
      return null;
    }
    Map<String, WriteOutcome> outcomes = new HashMap<>();
    for (int i = 0; i < items.size(); i++) {
      outcomes.put(items.get(i).key(), outcome(errors.get(i)));
    }
    return outcomes;
  }

  private static @Nullable JsonNode json(ExistResponse reply) {
    try {
      return reply.json();
    } catch (FailureException _) {
      return null;
    }
  }

  private static boolean areErrors(JsonNode errors, int size) {
    return errors.isArray()
        && errors.size() == size
        && errors.valueStream().allMatch(JsonNode::isObject)
        && errors.valueStream().anyMatch(error -> !error.isEmpty());
  }

  private static WriteOutcome outcome(JsonNode error) {
    return error.isEmpty()
        ? NOT_SENT
        : error.properties().stream()
            .findFirst()
            .map(field -> rejected(field.getKey(), message(field.getValue())))
            .orElse(NOT_SENT);
  }

  private static WriteOutcome rejected(String field, String message) {
    if (message.equals(REQUIRED)) {
      return WriteOutcome.rejected(OutcomeReason.MISSING_FIELD, "missing_field", message);
    }
    boolean isInvalidValue = field.equals("value") || field.equals("date");
    return isInvalidValue
        ? WriteOutcome.rejected(OutcomeReason.INVALID_VALUE, "validation", message)
        : WriteOutcome.rejected(OutcomeReason.OTHER, "other", message);
  }

  /// The first of the errors of a field.
  private static String message(JsonNode errors) {
    JsonNode first = errors.isArray() && !errors.isEmpty() ? errors.get(0) : errors;
    return first.isString()
        ? WriteResultDecoder.shortened(first.stringValue())
        : "Exist refused this.";
  }
}
