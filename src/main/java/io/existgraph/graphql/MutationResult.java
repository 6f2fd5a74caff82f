package io.existgraph.graphql;

import io.existgraph.data.UserRef;
import io.existgraph.exist.AttributeSelector;
import io.existgraph.exist.LoadKey;
import io.existgraph.exist.LoadKey.PresenceKey;
import io.existgraph.exist.LoadKey.TypesKey;
import io.existgraph.model.AttributeName;
import io.existgraph.model.AttributeValues;
import io.existgraph.model.ValueType;
import io.existgraph.model.WriteItem;
import io.existgraph.model.WriteOutcome;
import io.existgraph.model.WriteOutcome.OutcomeStatus;
import io.existgraph.operation.LoadResults;
import io.existgraph.write.BatchResult;
import io.existgraph.write.ValidatedItem;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// The result of a mutation, for its payload.
record MutationResult(
    List<ValidatedItem> items,
    Map<String, WriteOutcome> outcomes,
    Map<AttributeName, ValueType> types) {
  private static final int ITEM_WEIGHT = 400;

  MutationResult(BatchResult result) {
    this(result.items(), result.outcomes(), result.types());
  }

  /// The types of the attributes that the items write to.
  static Map<AttributeName, ValueType> types(List<ValidatedItem> items, LoadResults results) {
    LoadKey.AttributeDataLookup<ValueType> known =
        results.get(new TypesKey(UserRef.SELF, AttributeSelector.all()));
    Map<AttributeName, ValueType> byName = new HashMap<>();
    for (ValidatedItem item : items) {
      if (item instanceof ValidatedItem.ValidItem(_, _, var sent) && sent.name() != null) {
        byName.computeIfAbsent(sent.name(), known::get);
      }
    }
    return byName;
  }

  /// What may become of these items, in bytes, roughly.
  static int weight(List<Map<String, Object>> input) {
    return input.stream()
        .mapToInt(item -> ITEM_WEIGHT + 2 * String.valueOf(item.get("name")).length())
        .sum();
  }

  /// The names of the attributes that it was about.
  Set<String> names() {
    Set<String> names = new TreeSet<>();
    for (ValidatedItem item : items) {
      AttributeName name = item.attribute(item.outcome(outcomes));
      if (name != null) {
        names.add(name.value());
      }
    }
    return names;
  }

  MutationPayloads.OwnershipPayload ownership(UserNode me, LoadResults results) {
    return new MutationPayloads.OwnershipPayload(
        items.stream().map(item -> ownership(item, me, results)).toList());
  }

  private MutationPayloads.OwnershipResult ownership(
      ValidatedItem item, UserNode me, LoadResults results) {
    WriteOutcome outcome = item.outcome(outcomes);
    AttributeName name = item.attribute(outcome);
    return new MutationPayloads.OwnershipResult(
        isCreation(item) && name != null ? name.value() : item.name(),
        outcome,
        attribute(name, me, results));
  }

  private static boolean isCreation(ValidatedItem item) {
    return item instanceof ValidatedItem.ValidItem(_, _, WriteItem.AttributeCreation _);
  }

  MutationPayloads.UpdatesPayload updates(UserNode me, LoadResults results) {
    Map<String, WriteItem> sent = new HashMap<>();
    for (ValidatedItem item : items) {
      if (item instanceof ValidatedItem.ValidItem(_, _, var sendable)) {
        sent.merge(sendable.key(), sendable, WriteItem::then);
      }
    }
    return new MutationPayloads.UpdatesPayload(
        items.stream().map(item -> update(item, me, results, sent)).toList(), me);
  }

  private MutationPayloads.UpdateResult update(
      ValidatedItem item, UserNode me, LoadResults results, Map<String, WriteItem> sent) {
    WriteOutcome outcome = item.outcome(outcomes);
    LocalDate date = Objects.requireNonNull(item.date());
    AttributeName name = item.attribute(outcome);
    WriteItem written =
        item instanceof ValidatedItem.ValidItem valid ? sent.get(valid.item().key()) : null;
    Object now = outcome.status() == OutcomeStatus.APPLIED ? outcome.valueAfter(written) : null;
    return new MutationPayloads.UpdateResult(
        item.name(),
        date,
        outcome,
        attribute(name, me, results),
        now == null || name == null ? null : day(name, date, now, me));
  }

  private DailyValueNode day(AttributeName name, LocalDate date, Object value, UserNode me) {
    AttributeNode attribute = AttributeNode.named(me, written(), name);
    ValueType type = types.getOrDefault(name, ValueType.UNKNOWN);
    Object normalised = AttributeValues.normalised(value, type);
    return new DailyValueNode(DailySeries.of(attribute, type, date), date, normalised);
  }

  private @Nullable AttributeNode attribute(
      @Nullable AttributeName name, UserNode me, LoadResults results) {
    return name != null && results.get(new PresenceKey(me.user(), name))
        ? AttributeNode.named(me, written(), name)
        : null;
  }

  private AttributeSelector written() {
    return new AttributeSelector.ByNamesAndGroups(names(), null);
  }
}
