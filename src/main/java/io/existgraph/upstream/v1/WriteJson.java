package io.existgraph.upstream.v1;

import io.existgraph.model.AttributeName;
import io.existgraph.model.WriteItem;
import io.existgraph.model.WriteOutcome;
import io.existgraph.model.WriteOutcome.Reason;
import io.existgraph.upstream.BatchOutcome;
import io.existgraph.upstream.Failure;
import io.existgraph.upstream.FailureException;
import io.existgraph.upstream.Json;
import io.existgraph.upstream.http.Reply;
import io.existgraph.upstream.http.Sent;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Writes of API v1: what is sent, and what `success` and `failed` say of it.
final class WriteJson {
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final int LONGEST_MESSAGE = 300;

  private WriteJson() {}

  static String path(List<WriteItem> items) {
    return "/api/1/attributes/"
        + switch (items.getFirst()) {
          case WriteItem.Update _ -> "update/";
          case WriteItem.Acquire _ -> "acquire/";
          case WriteItem.Release _ -> "release/";
        };
  }

  static String body(List<WriteItem> items) {
    return JSON.writeValueAsString(items.stream().map(WriteJson::json).toList());
  }

  private static Map<String, Object> json(WriteItem item) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("name", item.name().value());
    switch (item) {
      case WriteItem.Update(_, var date, var value) -> {
        json.put("date", date.toString());
        json.put("value", value);
      }
      case WriteItem.Acquire(_, var active, var isPrivate) -> {
        json.put("active", active);
        if (isPrivate != null) {
          json.put("private", isPrivate);
        }
      }
      case WriteItem.Release _ -> {}
    }
    return json;
  }

  static BatchOutcome outcome(Sent sent, List<WriteItem> items) {
    return switch (sent) {
      case Sent.Unanswered(_, var wasSent) when wasSent -> new BatchOutcome.Lost();
      case Sent.Unanswered(var failure, _) -> new BatchOutcome.NotSent(failure);
      case Sent.Answered(var reply) -> outcome(reply, items);
    };
  }

  private static BatchOutcome outcome(Reply reply, List<WriteItem> items) {
    return switch (reply.status()) {
      case 429 -> new BatchOutcome.NotSent(reply.failure(Duration.ZERO));
      case 401 -> new BatchOutcome.Refused(new Failure.Unauthenticated());
      case 403 -> new BatchOutcome.Refused(new Failure.Forbidden());
      default -> reply.isSuccess() ? read(reply, items) : notRead(reply);
    };
  }

  private static BatchOutcome notRead(Reply reply) {
    boolean isRefused = reply.status() >= 400 && reply.status() < 500;
    return isRefused
        ? new BatchOutcome.Refused(new Failure.BadRequest("Exist refused the request."))
        : new BatchOutcome.Lost();
  }

  private static BatchOutcome read(Reply reply, List<WriteItem> items) {
    Map<String, WriteOutcome> outcomes = new HashMap<>();
    try {
      JsonNode json = reply.json();
      json.path("success")
          .forEach(it -> keys(it, items).forEach(key -> outcomes.put(key, WriteOutcome.APPLIED)));
      json.path("failed")
          .forEach(it -> keys(it, items).forEach(key -> outcomes.put(key, rejected(it))));
      return new BatchOutcome.Answered(outcomes);
    } catch (FailureException unreadable) {
      return new BatchOutcome.Lost();
    }
  }

  /// Of which items a row speaks: by name and date, or by name alone where it tells no date.
  private static List<String> keys(JsonNode row, List<WriteItem> items) {
    String text = row.isString() ? row.stringValue() : null;
    AttributeName name =
        text != null && AttributeName.isName(text)
            ? new AttributeName(text)
            : AttributeJson.name(row, "name", "title", "attribute");
    LocalDate date = row.isObject() ? Json.date(row, "date") : null;
    List<String> keys = new ArrayList<>();
    for (WriteItem item : items) {
      boolean isOfDate =
          !(item instanceof WriteItem.Update update) || date == null || update.date().equals(date);
      if (item.name().equals(name) && isOfDate) {
        keys.add(item.key());
      }
    }
    return keys;
  }

  private static WriteOutcome rejected(JsonNode row) {
    String code = Json.text(row, "error_code");
    String message = Json.text(row, "error");
    return WriteOutcome.rejected(
        reason(code),
        code == null ? "other" : code,
        message == null
            ? "Exist refused this."
            : message.substring(0, Math.min(message.length(), LONGEST_MESSAGE)));
  }

  private static Reason reason(@Nullable String code) {
    return switch (code) {
      case "missing_field" -> Reason.MISSING_FIELD;
      case "unauthorised", "unauthorized" -> Reason.NOT_OWNED;
      case "not_found" -> Reason.NOT_FOUND;
      case "not_allowed" -> Reason.NOT_ALLOWED;
      case "validation" -> Reason.INVALID_VALUE;
      case null, default -> Reason.OTHER;
    };
  }
}
