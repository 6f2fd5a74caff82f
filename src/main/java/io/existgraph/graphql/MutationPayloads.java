package io.existgraph.graphql;

import io.existgraph.model.WriteOutcome;
import io.existgraph.model.WriteOutcome.Status;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What mutations answer.
final class MutationPayloads {
  private MutationPayloads() {}

  /// Of acquiring and releasing. `after` is the caller, read after the write.
  record Ownership(List<OwnershipResult> results, UserNode after) {
    public int failedCount() {
      return (int) results.stream().filter(it -> it.status() != Status.APPLIED).count();
    }

    public List<AttributeNode> ownedAttributes() {
      return QueryController.owned(after);
    }
  }

  record OwnershipResult(String name, WriteOutcome outcome, @Nullable AttributeNode attribute) {
    public Status status() {
      return outcome.status();
    }

    public WriteOutcome.@Nullable Cause error() {
      return outcome.cause();
    }
  }

  /// Of updating.
  record Updates(List<UpdateResult> results, UserNode user) {
    public int failedCount() {
      return (int) results.stream().filter(it -> it.status() != Status.APPLIED).count();
    }
  }

  record UpdateResult(
      String name,
      LocalDate date,
      WriteOutcome outcome,
      @Nullable AttributeNode attribute,
      @Nullable DailyValueNode value) {
    public Status status() {
      return outcome.status();
    }

    public WriteOutcome.@Nullable Cause error() {
      return outcome.cause();
    }
  }
}
