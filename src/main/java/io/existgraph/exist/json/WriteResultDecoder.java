package io.existgraph.exist.json;

import io.existgraph.exist.Failure;
import io.existgraph.exist.FailureException;
import io.existgraph.exist.WriteResponse;
import io.existgraph.exist.http.ExchangeResult;
import io.existgraph.exist.http.ExistResponse;
import io.existgraph.exist.tree.JsonValue;
import io.existgraph.model.AttributeName;
import io.existgraph.model.WriteItem;
import io.existgraph.model.WriteOutcome;
import io.existgraph.model.WriteOutcome.OutcomeReason;
import java.time.Duration;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// A decoder of write responses, whose `success` and `failed` list the outcomes of the items.
public final class WriteResultDecoder {
  private static final int MAX_MESSAGE_LENGTH = 300;

  private WriteResultDecoder() {}

  /// The response to a batch of items, by the result of its exchange.
  public static WriteResponse outcome(ExchangeResult result, List<WriteItem> items) {
    return switch (result) {
      case ExchangeResult.NoReadableResponse(_, var wasSent) when wasSent ->
          new WriteResponse.LostResponse();
      case ExchangeResult.NoReadableResponse(var failure, _) ->
          new WriteResponse.NotSentResponse(failure);
      case ExchangeResult.ReadableResponse(var reply) -> outcome(reply, items);
    };
  }

  private static WriteResponse outcome(ExistResponse reply, List<WriteItem> items) {
    Map<String, WriteOutcome> byPosition =
        reply.status() == 400 ? ListErrorDecoder.outcomes(reply, items) : null;
    if (byPosition != null) {
      return new WriteResponse.RefusedResponse(new Failure.Rejected(400, null), byPosition);
    }
    return switch (reply.outcome()) {
      case SUCCESS -> {
        Map<String, WriteOutcome> outcomes = outcomes(reply, items);
        yield outcomes == null
            ? new WriteResponse.LostResponse()
            : new WriteResponse.ItemOutcomes(outcomes);
      }
      case THROTTLED ->
          new WriteResponse.NotSentResponse(
              reply.failure(Objects.requireNonNullElse(reply.retryAfter(), Duration.ZERO)));
      case UNAUTHENTICATED, FORBIDDEN, NOT_FOUND, REJECTED -> refused(reply, items);
      case SERVER_ERROR, UNREADABLE ->
          new WriteResponse.LostResponse(); // whoever answered, Exist may have applied it
    };
  }

  /// A refused batch, whose body may list outcomes of some items.
  private static WriteResponse refused(ExistResponse reply, List<WriteItem> items) {
    Map<String, WriteOutcome> outcomes = outcomes(reply, items);
    return new WriteResponse.RefusedResponse(
        reply.failure(Duration.ZERO), outcomes == null ? Map.of() : outcomes);
  }

  /// The outcomes by item key; null where the body has neither `success` nor `failed`.
  private static @Nullable Map<String, WriteOutcome> outcomes(
      ExistResponse reply, List<WriteItem> items) {
    Map<String, WriteOutcome> outcomes = new HashMap<>();
    try {
      JsonValue json = reply.json();
      if (!json.path("success").isArray() && !json.path("failed").isArray()) {
        return null;
      }
      json.path("success")
          .elements()
          .forEach(row -> items(row, items).forEach(i -> outcomes.put(i.key(), applied(row, i))));
      json.path("failed")
          .elements()
          .forEach(row -> items(row, items).forEach(i -> outcomes.put(i.key(), rejected(row))));
      return outcomes;
    } catch (FailureException _) {
      return null;
    }
  }

  /// The items that a row is about.
  private static List<WriteItem> items(JsonValue row, List<WriteItem> items) {
    return items.stream().filter(item -> matches(row, item)).toList();
  }

  private static boolean matches(JsonValue row, WriteItem item) {
    return switch (item) {
      case WriteItem.ValueUpdate(var name, var date, _) -> matches(row, name, date);
      case WriteItem.ValueIncrement(var name, var date, _) -> matches(row, name, date);
      case WriteItem.AttributeAcquisition(var name, _, _) -> matches(row, name, null);
      case WriteItem.AttributeRelease(var name) -> matches(row, name, null);
      case WriteItem.AttributeCreation create -> matches(row, create);
    };
  }

  /// Compares name and date, or the name alone where the row has no date.
  private static boolean matches(JsonValue row, AttributeName name, @Nullable LocalDate date) {
    LocalDate rowDate = row.isObject() ? JsonFields.date(row, "date") : null;
    return name.equals(name(row)) && (date == null || rowDate == null || rowDate.equals(date));
  }

  private static boolean matches(JsonValue row, WriteItem.AttributeCreation item) {
    if (item.template() != null) {
      return item.template().equals(JsonFields.text(row, "template"));
    }
    JsonValue group = row.path("group");
    String rowGroup =
        group.isObject() ? JsonFields.text(group, "name") : JsonFields.text(row, "group");
    return item.label() != null
        && item.label().equals(JsonFields.text(row, "label"))
        && (rowGroup == null || rowGroup.equals(item.group()));
  }

  private static @Nullable AttributeName name(JsonValue row) {
    String text = row.isString() ? row.asString() : null;
    return text != null && AttributeName.isName(text)
        ? new AttributeName(text)
        : AttributeDecoder.name(row, "name", "title", "attribute", "template");
  }

  /// The row of an update contains the value as Exist stored it: text trimmed, decimals rounded.
  /// That of an increment contains the new total of the day.
  private static WriteOutcome applied(JsonValue row, WriteItem item) {
    String field = item instanceof WriteItem.ValueUpdate ? "value" : "current";
    return WriteOutcome.applied(name(row), JsonFields.scalar(row.path(field)));
  }

  private static WriteOutcome rejected(JsonValue row) {
    String code = JsonFields.text(row, "error_code");
    String message = JsonFields.text(row, "error");
    return WriteOutcome.rejected(
        reason(code),
        code == null ? "other" : code,
        message == null ? "Exist refused this." : shortened(message));
  }

  /// A message of Exist, bounded.
  static String shortened(String message) {
    return message.substring(0, Math.min(message.length(), MAX_MESSAGE_LENGTH));
  }

  private static OutcomeReason reason(@Nullable String code) {
    return switch (code) {
      case "missing_field" -> OutcomeReason.MISSING_FIELD;
      case "unauthorised", "unauthorized" -> OutcomeReason.NOT_OWNED;
      case "not_found" -> OutcomeReason.NOT_FOUND;
      case "not_allowed" -> OutcomeReason.NOT_ALLOWED;
      case "validation" -> OutcomeReason.INVALID_VALUE;
      case null, default -> OutcomeReason.OTHER;
    };
  }
}
