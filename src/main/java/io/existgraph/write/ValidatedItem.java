package io.existgraph.write;

import io.existgraph.model.AttributeName;
import io.existgraph.model.WriteItem;
import io.existgraph.model.WriteOutcome;
import io.existgraph.model.WriteOutcome.OutcomeReason;
import java.time.LocalDate;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// One item of a mutation after validation: what is to be sent, or why it is not. `name` is as the
/// client gave it; `date` is null of items that are about no day.
public sealed interface ValidatedItem {
  String name();

  @Nullable LocalDate date();

  /// An item to be sent.
  record ValidItem(String name, @Nullable LocalDate date, WriteItem item)
      implements ValidatedItem {}

  /// An item that is not sent.
  record InvalidItem(String name, @Nullable LocalDate date, WriteOutcome rejection)
      implements ValidatedItem {}

  /// The item of an attribute that is only named; invalid where the text cannot be a name.
  static ValidatedItem of(String name, Function<AttributeName, WriteItem> item) {
    return AttributeName.isName(name)
        ? new ValidItem(name, null, item.apply(new AttributeName(name)))
        : invalidName(name, null);
  }

  static InvalidItem invalidName(String name, @Nullable LocalDate date) {
    return invalid(
        name,
        date,
        OutcomeReason.NOT_FOUND,
        "not_found",
        "This cannot be the name of an attribute.");
  }

  static InvalidItem invalid(
      String name, @Nullable LocalDate date, OutcomeReason reason, String code, String message) {
    return new InvalidItem(name, date, WriteOutcome.rejected(reason, code, message));
  }

  /// The outcome of this item, given those of the items that were sent, by key.
  default WriteOutcome outcome(Map<String, WriteOutcome> outcomes) {
    return switch (this) {
      case ValidItem valid -> outcomes.getOrDefault(valid.item().key(), WriteOutcome.UNKNOWN);
      case InvalidItem invalid -> invalid.rejection();
    };
  }

  /// The attribute meant: by its name, or as Exist named a new one.
  default @Nullable AttributeName attribute(WriteOutcome outcome) {
    return switch (this) {
      case ValidItem(_, _, var item) ->
          item.name() == null && outcome.state() != null ? outcome.state().name() : item.name();
      case InvalidItem _ -> AttributeName.isName(name()) ? new AttributeName(name()) : null;
    };
  }
}
