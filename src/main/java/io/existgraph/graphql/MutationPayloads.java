package io.existgraph.graphql;

import graphql.schema.DataFetchingEnvironment;
import io.existgraph.data.DateRange;
import io.existgraph.data.UserRef;
import io.existgraph.exist.AttributeSelector;
import io.existgraph.exist.LoadKey.OwnedAttributesKey;
import io.existgraph.model.WriteOutcome;
import io.existgraph.model.WriteOutcome.OutcomeStatus;
import io.existgraph.operation.planning.KeyCollector;
import io.existgraph.operation.planning.ResultSizes;
import io.existgraph.operation.planning.SelectedField;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.graphql.data.method.annotation.SchemaMapping;
import org.springframework.stereotype.Controller;

/// The payloads of mutations.
@Controller
class MutationPayloads {
  /// The attributes that were written to, null where Exist will name them, and the days.
  record WrittenScope(@Nullable Set<String> names, Set<DateRange> days) {
    static WrittenScope of(SelectedField root, @Nullable Set<String> names) {
      return new WrittenScope(
          names,
          root.arguments().items("updates").stream()
              .map(item -> item instanceof Map<?, ?> map ? map.get("date") : null)
              .map(date -> date instanceof LocalDate day ? DateRange.of(day) : DateRange.TODAY)
              .collect(Collectors.toSet()));
    }

    AttributeScope written() {
      return new AttributeScope(UserRef.SELF, new AttributeSelector.ByNamesAndGroups(names, null));
    }
  }

  static final FieldTable<WrittenScope, Object> FIELDS =
      FieldTable.<WrittenScope, Object>of("MutationPayload")
          .field("results", MutationPayloads::results)
          .counted(
              "user",
              (_, field, keys) ->
                  UserController.collect(
                      new UserScope(UserRef.SELF, false), field.children(), keys),
              (_, field, sizes) -> QueryController.userSize(UserRef.SELF, field, sizes))
          .counted(
              "ownedAttributes",
              (_, field, keys) -> QueryController.owned(field, keys),
              (_, field, sizes) -> QueryController.ownedSize(field, sizes));

  static final FieldTable<WrittenScope, OwnershipResult> OWNERSHIP_FIELDS =
      resultFields("AttributeOwnershipResult");

  static final FieldTable<WrittenScope, UpdateResult> UPDATE_FIELDS =
      MutationPayloads.<UpdateResult>resultFields("AttributeUpdateResult")
          .within(
              "value",
              MutationPayloads::values,
              (_, field, _) -> MovingAverages.size(field.children()));

  private static <N> FieldTable<WrittenScope, N> resultFields(String type) {
    return FieldTable.<WrittenScope, N>of(type)
        .counted(
            "attribute",
            (scope, field, keys) ->
                AttributeController.collect(scope.written(), field.children(), keys),
            (scope, field, sizes) ->
                AttributeController.FIELDS.objectSize(scope.written(), field.children(), sizes));
  }

  private static void results(WrittenScope scope, SelectedField field, KeyCollector keys) {
    UPDATE_FIELDS.collect(scope, field.children(), keys);
  }

  private static void values(WrittenScope scope, SelectedField field, KeyCollector keys) {
    AttributeScope written = scope.written();
    for (DateRange day : scope.days()) {
      DailyValueController.FIELDS.collect(
          new DailyValueScope(written, day), field.children(), keys);
    }
  }

  /// The results of a mutation's items, and what is read after it.
  static long size(SelectedField root, ResultSizes sizes) {
    WrittenScope scope = WrittenScope.of(root, null);
    long results =
        ResultSizes.sum(
            root.below("results"),
            result ->
                ResultSizes.times(
                    items(root).size(), UPDATE_FIELDS.objectSize(scope, result.children(), sizes)));
    return results + FIELDS.size(scope, root.children(), sizes);
  }

  private static Collection<?> items(SelectedField root) {
    return switch (root.name()) {
      case "updateAttributes", "incrementAttributes" -> root.arguments().items("updates");
      case "acquireAttributes", "createAttributes" -> root.arguments().items("attributes");
      case "releaseAttributes" -> root.arguments().items("names");
      default -> List.of();
    };
  }

  /// Of acquiring and releasing.
  record OwnershipPayload(List<OwnershipResult> results) {
    public int failedCount() {
      return (int)
          results.stream().filter(result -> result.status() != OutcomeStatus.APPLIED).count();
    }
  }

  record OwnershipResult(String name, WriteOutcome outcome, @Nullable AttributeNode attribute) {
    public OutcomeStatus status() {
      return outcome.status();
    }

    public WriteOutcome.@Nullable OutcomeCause error() {
      return outcome.cause();
    }
  }

  /// Of updating. `user` is the caller, read after the write.
  record UpdatesPayload(List<UpdateResult> results, UserNode user) {
    public int failedCount() {
      return (int)
          results.stream().filter(result -> result.status() != OutcomeStatus.APPLIED).count();
    }
  }

  record UpdateResult(
      String name,
      LocalDate date,
      WriteOutcome outcome,
      @Nullable AttributeNode attribute,
      @Nullable DailyValueNode value) {
    public OutcomeStatus status() {
      return outcome.status();
    }

    public WriteOutcome.@Nullable OutcomeCause error() {
      return outcome.cause();
    }
  }

  @SchemaMapping(typeName = "AcquireAttributesPayload", field = "ownedAttributes")
  CompletableFuture<List<AttributeNode>> afterAcquiring(DataFetchingEnvironment environment) {
    return owned(environment);
  }

  @SchemaMapping(typeName = "ReleaseAttributesPayload", field = "ownedAttributes")
  CompletableFuture<List<AttributeNode>> afterReleasing(DataFetchingEnvironment environment) {
    return owned(environment);
  }

  private static CompletableFuture<List<AttributeNode>> owned(DataFetchingEnvironment environment) {
    UserNode me = Operation.in(environment.getGraphQlContext()).me();
    OwnedAttributesKey key = new OwnedAttributesKey(UserRef.SELF);
    return FieldLoads.of(environment, key)
        .thenApply(loads -> QueryController.owned(me, loads.get(key)));
  }
}
