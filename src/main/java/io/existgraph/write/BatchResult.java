package io.existgraph.write;

import io.existgraph.model.AttributeName;
import io.existgraph.model.ValueType;
import io.existgraph.model.WriteOutcome;
import java.util.List;
import java.util.Map;

/// The items of a mutation, the outcomes of those that were sent, by key, and the types of the
/// attributes by which the values were judged. A valid item without an outcome may or may not have
/// been written.
public record BatchResult(
    List<ValidatedItem> items,
    Map<String, WriteOutcome> outcomes,
    Map<AttributeName, ValueType> types) {

  /// Whether Exist may have done any of it: done again, it could be done twice.
  public boolean isOfConsequence() {
    return items.stream()
        .anyMatch(
            item -> item instanceof ValidatedItem.ValidItem && mayBeDone(item.outcome(outcomes)));
  }

  private static boolean mayBeDone(WriteOutcome outcome) {
    return outcome.status() != WriteOutcome.OutcomeStatus.NOT_SENT
        && !FailedWriteOutcomes.UNAUTHENTICATED.equals(outcome);
  }
}
