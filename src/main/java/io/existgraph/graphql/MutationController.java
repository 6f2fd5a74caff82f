package io.existgraph.graphql;

import graphql.schema.DataFetchingEnvironment;
import io.existgraph.model.WriteItem;
import io.existgraph.operation.LoadResults;
import io.existgraph.write.BatchResult;
import io.existgraph.write.IdempotencyStore;
import io.existgraph.write.InputValidator;
import io.existgraph.write.ValidatedItem;
import io.existgraph.write.WritePrerequisites;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.springframework.graphql.data.method.annotation.Argument;
import org.springframework.graphql.data.method.annotation.MutationMapping;
import org.springframework.stereotype.Controller;
import reactor.core.publisher.Mono;

/// The root fields that write. Each validates its items, sends the valid ones, and then loads what
/// its payload selects.
@Controller
class MutationController {
  private final IdempotencyStore idempotencyStore;

  MutationController(IdempotencyStore idempotencyStore) {
    this.idempotencyStore = idempotencyStore;
  }

  @MutationMapping
  Mono<MutationPayloads.OwnershipPayload> acquireAttributes(
      @Argument List<Map<String, Object>> attributes, DataFetchingEnvironment environment) {
    return ownership(attributes, InputValidator::acquire, environment);
  }

  @MutationMapping
  Mono<MutationPayloads.OwnershipPayload> releaseAttributes(
      @Argument List<String> names, DataFetchingEnvironment environment) {
    return ownership(names, InputValidator::release, environment);
  }

  @MutationMapping
  Mono<MutationPayloads.OwnershipPayload> createAttributes(
      @Argument List<Map<String, Object>> attributes, DataFetchingEnvironment environment) {
    return ownership(attributes, InputValidator::create, environment);
  }

  private static <I> Mono<MutationPayloads.OwnershipPayload> ownership(
      List<I> input,
      BiFunction<InputValidator, I, ValidatedItem> validation,
      DataFetchingEnvironment environment) {
    Operation operation = operation(environment);
    return validated(input, _ -> WritePrerequisites.ofNames(input), validation, operation)
        .flatMap(validated -> send(validated, operation))
        .map(MutationResult::new)
        .flatMap(result -> answer(result, environment, result::ownership));
  }

  @MutationMapping
  Mono<MutationPayloads.UpdatesPayload> updateAttributes(
      @Argument List<Map<String, Object>> updates, DataFetchingEnvironment environment) {
    Operation operation = operation(environment);
    return validated(updates, InputValidator::update, operation)
        .flatMap(validated -> send(validated, operation))
        .map(MutationResult::new)
        .flatMap(result -> answer(result, environment, result::updates));
  }

  @MutationMapping
  Mono<MutationPayloads.UpdatesPayload> incrementAttributes(
      @Argument List<Map<String, Object>> updates,
      @Argument String idempotencyKey,
      DataFetchingEnvironment environment) {
    Operation operation = operation(environment);
    return idempotencyStore
        .once(
            operation.caller(),
            idempotencyKey,
            MutationResult.weight(updates),
            Mono.defer(() -> validated(updates, InputValidator::increment, operation)),
            validated -> send(validated, operation))
        .map(MutationResult::new)
        .flatMap(result -> answer(result, environment, result::updates));
  }

  /// The operation; fails where it cannot run this field.
  private static Operation operation(DataFetchingEnvironment environment) {
    Operation operation = Operation.in(environment.getGraphQlContext());
    RootFieldRequirements.check(environment, operation);
    return operation;
  }

  private static Mono<BatchResult> validated(
      List<Map<String, Object>> updates,
      BiFunction<InputValidator, Map<String, Object>, ValidatedItem> validation,
      Operation operation) {
    return validated(updates, now -> WritePrerequisites.of(updates, now), validation, operation);
  }

  /// The items of a write, and the types that they were judged by. Nothing is sent yet.
  private static <I> Mono<BatchResult> validated(
      List<I> input,
      Function<Instant, WritePrerequisites> prerequisites,
      BiFunction<InputValidator, I, ValidatedItem> validation,
      Operation operation) {
    operation.writes().check();
    return operation
        .writes()
        .loadBefore(prerequisites)
        .map(
            results -> {
              InputValidator validator = InputValidator.of(results);
              List<ValidatedItem> items =
                  input.stream().map(item -> validation.apply(validator, item)).toList();
              return new BatchResult(items, Map.of(), MutationResult.types(items, results));
            });
  }

  private static Mono<BatchResult> send(BatchResult validated, Operation operation) {
    List<WriteItem> items =
        validated.items().stream()
            .<WriteItem>mapMulti(
                (item, next) -> {
                  if (item instanceof ValidatedItem.ValidItem valid) {
                    next.accept(valid.item());
                  }
                })
            .toList();
    return operation
        .writes()
        .write(items)
        .map(outcomes -> new BatchResult(validated.items(), outcomes, validated.types()));
  }

  /// Makes a payload of what is loaded after the write.
  private static <P> Mono<P> answer(
      MutationResult result,
      DataFetchingEnvironment environment,
      BiFunction<UserNode, LoadResults, P> payload) {
    Operation operation = operation(environment);
    var keys =
        new SelectionLookAhead(operation.caller().id())
            .payloadKeys(Operation.selected(environment), result.names());
    return Mono.fromFuture(() -> operation.writes().loadPayload(keys))
        .map(results -> payload.apply(operation.me(), results));
  }
}
