package io.existgraph.graphql;

import io.existgraph.exist.AttributeSelector;
import io.existgraph.exist.LoadKey.PresenceKey;
import io.existgraph.model.AttributeName;
import io.existgraph.model.AttributeValues;
import io.existgraph.model.ValueType;
import io.existgraph.model.WriteItem;
import io.existgraph.model.WriteOutcome;
import io.existgraph.model.WriteOutcome.Status;
import io.existgraph.operation.LoadResults;
import io.existgraph.write.BatchWriter;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// The items of a write, and what became of them.
record WriteResult(List<ValidatedInput> items, Map<String, WriteOutcome> outcomes) {
  private static final int ITEM_WEIGHT = 400;

  /// What may become of these items, in bytes, roughly.
  static int weight(List<Map<String, Object>> input) {
    return input.stream()
        .mapToInt(item -> ITEM_WEIGHT + 2 * String.valueOf(item.get("name")).length())
        .sum();
  }

  /// Whether Exist may have done any of it: done again, it could be done twice.
  boolean isOfConsequence() {
    return items.stream()
        .anyMatch(item -> item.item() != null && mayBeDone(item.outcome(outcomes)));
  }

  private static boolean mayBeDone(WriteOutcome outcome) {
    return outcome.status() != Status.NOT_SENT && !BatchWriter.UNAUTHENTICATED.equals(outcome);
  }

  /// The names of the attributes that it was about.
  Set<String> names() {
    Set<String> names = new TreeSet<>();
    for (ValidatedInput item : items) {
      AttributeName name = item.attribute(item.outcome(outcomes));
      if (name != null) {
        names.add(name.value());
      }
    }
    return names;
  }

  MutationPayloads.Ownership ownership(UserNode me, LoadResults results) {
    return new MutationPayloads.Ownership(
        items.stream().map(item -> ownership(item, me, results)).toList());
  }

  private MutationPayloads.OwnershipResult ownership(
      ValidatedInput item, UserNode me, LoadResults results) {
    WriteOutcome outcome = item.outcome(outcomes);
    AttributeName name = item.attribute(outcome);
    return new MutationPayloads.OwnershipResult(
        item.item() instanceof WriteItem.Create && name != null ? name.value() : item.name(),
        outcome,
        attribute(name, me, results));
  }

  MutationPayloads.Updates updates(UserNode me, LoadResults results) {
    Map<String, WriteItem> sent = new HashMap<>();
    for (ValidatedInput item : items) {
      if (item.item() != null) {
        sent.merge(item.item().key(), item.item(), WriteItem::then);
      }
    }
    return new MutationPayloads.Updates(
        items.stream().map(item -> update(item, me, results, sent)).toList(), me);
  }

  private MutationPayloads.UpdateResult update(
      ValidatedInput item, UserNode me, LoadResults results, Map<String, WriteItem> sent) {
    WriteOutcome outcome = item.outcome(outcomes);
    LocalDate date = Objects.requireNonNull(item.date());
    AttributeName name = item.attribute(outcome);
    WriteItem written = item.item() == null ? null : sent.get(item.item().key());
    Object now = outcome.status() == Status.APPLIED ? value(written, outcome) : null;
    return new MutationPayloads.UpdateResult(
        item.name(),
        date,
        outcome,
        attribute(name, me, results),
        now == null || name == null ? null : day(name, date, now, me, results));
  }

  /// What was written or, of an increment, what Exist says the day has now.
  private static @Nullable Object value(@Nullable WriteItem written, WriteOutcome outcome) {
    return switch (written) {
      case WriteItem.Update update -> update.value();
      case WriteItem.Increment _ -> outcome.told() == null ? null : outcome.told().value();
      case null, default -> null;
    };
  }

  private DailyValueNode day(
      AttributeName name, LocalDate date, Object value, UserNode me, LoadResults results) {
    AttributeNode attribute = AttributeNode.named(me, written(), name);
    ValueType type = results.get(attribute.scope().types()).get(name);
    return new DailyValueNode(attribute, type, date, AttributeValues.normalised(value, type));
  }

  private @Nullable AttributeNode attribute(
      @Nullable AttributeName name, UserNode me, LoadResults results) {
    return name != null && results.get(new PresenceKey(me.user(), name))
        ? AttributeNode.named(me, written(), name)
        : null;
  }

  private AttributeSelector written() {
    return new AttributeSelector.Among(names(), null);
  }
}
