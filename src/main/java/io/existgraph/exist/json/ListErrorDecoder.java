package io.existgraph.exist.json;

import io.existgraph.exist.FailureException;
import io.existgraph.exist.http.ExistResponse;
import io.existgraph.exist.tree.JsonObject;
import io.existgraph.exist.tree.JsonString;
import io.existgraph.exist.tree.JsonValue;
import io.existgraph.model.WriteItem;
import io.existgraph.model.WriteOutcome;
import io.existgraph.model.WriteOutcome.OutcomeReason;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

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
    JsonValue errors = json(reply);
    if (errors == null || !areErrors(errors, items.size())) {
      return null;
    }
    Map<String, WriteOutcome> outcomes = new HashMap<>();
    for (int i = 0; i < items.size(); i++) {
      outcomes.put(items.get(i).key(), outcome(errors.elements().get(i)));
    }
    return outcomes;
  }

  private static @Nullable JsonValue json(ExistResponse reply) {
    try {
      return reply.json();
    } catch (FailureException _) {
      return null;
    }
  }

  private static boolean areErrors(JsonValue errors, int size) {
    return errors.isArray()
        && errors.elements().size() == size
        && errors.elements().stream().allMatch(JsonValue::isObject)
        && errors.elements().stream().anyMatch(error -> !error.elements().isEmpty());
  }

  private static WriteOutcome outcome(JsonValue error) {
    return error instanceof JsonObject object && !object.isEmpty()
        ? rejected(object.fields().getFirst(), message(object.elements().getFirst()))
        : NOT_SENT;
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
  private static String message(JsonValue errors) {
    boolean isList = errors.isArray() && !errors.elements().isEmpty();
    JsonValue first = isList ? errors.elements().getFirst() : errors;
    return first instanceof JsonString(var text)
        ? WriteResultDecoder.shortened(text)
        : "Exist refused this.";
  }
}
