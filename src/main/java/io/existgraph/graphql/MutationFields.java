package io.existgraph.graphql;

import graphql.schema.DataFetchingEnvironment;
import io.existgraph.caller.Credential;
import io.existgraph.model.AttributeName;
import io.existgraph.model.AttributeValues;
import io.existgraph.model.WriteItem;
import io.existgraph.model.WriteOutcome;
import io.existgraph.model.WriteOutcome.Reason;
import io.existgraph.model.WriteOutcome.Status;
import io.existgraph.plan.Known;
import io.existgraph.plan.WriteRules;
import io.existgraph.plan.WriteRules.Judgement;
import io.existgraph.upstream.UserRef;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.graphql.data.method.annotation.Argument;
import org.springframework.graphql.data.method.annotation.MutationMapping;
import org.springframework.stereotype.Controller;
import reactor.core.publisher.Mono;

/// The root fields that write. Each judges its items, sends the good ones, and then reads what its
/// payload selects.
@Controller
class MutationFields {
  record Update(String name, @Nullable LocalDate date, Object value) {}

  /// One item of the input: what is to be sent, or why it is not.
  private record Judged(
      String name, @Nullable LocalDate date, @Nullable WriteItem item, @Nullable WriteOutcome bad) {
    WriteOutcome outcome(Map<String, WriteOutcome> outcomes) {
      return item == null
          ? Objects.requireNonNull(bad)
          : outcomes.getOrDefault(item.key(), WriteOutcome.UNKNOWN);
    }
  }

  @MutationMapping
  Mono<Payloads.Ownership> acquireAttributes(
      @Argument List<Map<String, Object>> attributes, DataFetchingEnvironment environment) {
    return ownership(
        attributes.stream()
            .map(
                it ->
                    named(
                        String.valueOf(it.get("name")),
                        name ->
                            new WriteItem.Acquire(
                                name,
                                !Boolean.FALSE.equals(it.get("active")),
                                (Boolean) it.get("private"))))
            .toList(),
        environment);
  }

  @MutationMapping
  Mono<Payloads.Ownership> releaseAttributes(
      @Argument List<String> names, DataFetchingEnvironment environment) {
    return ownership(
        names.stream().map(it -> named(it, WriteItem.Release::new)).toList(), environment);
  }

  private static Judged named(String name, Function<AttributeName, WriteItem> item) {
    return AttributeName.isName(name)
        ? new Judged(name, null, item.apply(new AttributeName(name)), null)
        : new Judged(
            name,
            null,
            null,
            WriteOutcome.rejected(
                Reason.NOT_FOUND, "not_found", "This cannot be the name of an attribute."));
  }

  private static Mono<Payloads.Ownership> ownership(
      List<Judged> items, DataFetchingEnvironment environment) {
    return write(
        items,
        environment,
        (me, outcomes) ->
            new Payloads.Ownership(
                items.stream()
                    .map(
                        it ->
                            new Payloads.OwnershipResult(
                                it.name(), it.outcome(outcomes), attribute(me, it)))
                    .toList(),
                me));
  }

  @MutationMapping
  Mono<Payloads.Updates> updateAttributes(
      @Argument List<Map<String, Object>> updates, DataFetchingEnvironment environment) {
    Operation operation = Operation.in(environment.getGraphQlContext());
    boolean needsToday = updates.stream().anyMatch(it -> it.get("date") == null);
    return operation
        .knownBeforeWrite(needsToday)
        .flatMap(
            known -> {
              List<Judged> items = updates.stream().map(it -> judged(it, known)).toList();
              return write(items, environment, (me, told) -> payload(items, me, told));
            });
  }

  private static Judged judged(Map<String, Object> update, Known known) {
    String name = String.valueOf(update.get("name"));
    LocalDate date = (LocalDate) update.get("date");
    LocalDate day = date == null ? known.today(UserRef.SELF) : date;
    Object value = Objects.requireNonNull(update.get("value"));
    return switch (new WriteRules(known.facts()).judge(name, day, value)) {
      case Judgement.Good(var item) -> new Judged(name, day, item, null);
      case Judgement.Bad(var outcome) -> new Judged(name, day, null, outcome);
    };
  }

  private static Payloads.Updates payload(
      List<Judged> items, UserNode me, Map<String, WriteOutcome> outcomes) {
    Map<String, WriteItem> sent = new HashMap<>();
    items.forEach(
        it -> {
          if (it.item() != null) {
            sent.put(it.item().key(), it.item()); // of one key the last is what was written
          }
        });
    List<Payloads.UpdateResult> results =
        items.stream()
            .map(
                it -> {
                  WriteOutcome outcome = it.outcome(outcomes);
                  LocalDate date = Objects.requireNonNull(it.date());
                  AttributeNode attribute = attribute(me, it);
                  return new Payloads.UpdateResult(
                      it.name(), date, outcome, attribute, value(me, it, outcome, sent));
                })
            .toList();
    return new Payloads.Updates(results, me);
  }

  private static @Nullable AttributeNode attribute(UserNode me, Judged item) {
    if (item.item() == null) {
      return null;
    }
    AttributeName name = item.item().name();
    return me.known().has(me.user(), name) ? new AttributeNode(me, name, null) : null;
  }

  private static @Nullable DailyValueNode value(
      UserNode me, Judged item, WriteOutcome outcome, Map<String, WriteItem> sent) {
    if (outcome.status() != Status.APPLIED
        || item.item() == null
        || !(sent.get(item.item().key())
            instanceof WriteItem.Update(var name, var date, var value))) {
      return null;
    }
    AttributeNode attribute = new AttributeNode(me, name, null);
    return new DailyValueNode(attribute, date, AttributeValues.normalised(value, attribute.type()));
  }

  /// How a payload is made of the caller, read after the write, and of what became of the items.
  @FunctionalInterface
  private interface PayloadOf<P> {
    P make(UserNode me, Map<String, WriteOutcome> outcomes);
  }

  private static <P> Mono<P> write(
      List<Judged> judged, DataFetchingEnvironment environment, PayloadOf<P> payload) {
    Operation operation = Operation.in(environment.getGraphQlContext());
    Credential caller = operation.caller();
    operation.checkItems(judged.size());
    List<WriteItem> items = judged.stream().map(Judged::item).filter(Objects::nonNull).toList();
    return operation
        .writing()
        .write(items)
        .flatMap(
            outcomes ->
                operation
                    .readPayload(environment.getSelectionSet(), items)
                    .map(
                        known ->
                            payload.make(
                                new UserNode(caller.callerId(), known, UserRef.SELF, UserRef.SELF),
                                outcomes)));
  }
}
