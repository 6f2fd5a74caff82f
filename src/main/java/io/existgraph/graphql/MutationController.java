package io.existgraph.graphql;

import graphql.schema.DataFetchingEnvironment;
import io.existgraph.exist.ApiFeature;
import io.existgraph.model.WriteItem;
import io.existgraph.operation.LoadResults;
import io.existgraph.operation.planning.FieldArguments;
import io.existgraph.write.BatchResult;
import io.existgraph.write.IdempotencyStore;
import io.existgraph.write.ValidatedItem;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import org.springframework.graphql.data.method.annotation.Argument;
import org.springframework.graphql.data.method.annotation.MutationMapping;
import org.springframework.stereotype.Controller;
import reactor.core.publisher.Mono;

/// The root fields that write. Each validates its items, sends the valid ones, and then loads what
/// its payload selects.
@Controller
class MutationController {
  private static final int MAX_KEY_LENGTH = 200;

  private final IdempotencyStore idempotencyStore;

  MutationController(IdempotencyStore idempotencyStore) {
    this.idempotencyStore = idempotencyStore;
  }

  @MutationMapping
  Mono<MutationPayloads.Ownership> acquireAttributes(
      @Argument List<Map<String, Object>> attributes, DataFetchingEnvironment environment) {
    return ownership(attributes.stream().map(ValidatedInput::acquire).toList(), environment);
  }

  @MutationMapping
  Mono<MutationPayloads.Ownership> releaseAttributes(
      @Argument List<String> names, DataFetchingEnvironment environment) {
    return ownership(
        names.stream().map(name -> ValidatedItem.of(name, WriteItem.Release::new)).toList(),
        environment);
  }

  @MutationMapping
  Mono<MutationPayloads.Ownership> createAttributes(
      @Argument List<Map<String, Object>> attributes, DataFetchingEnvironment environment) {
    operation(environment).mustBeAble(ApiFeature.CREATION);
    return ownership(attributes.stream().map(ValidatedInput::create).toList(), environment);
  }

  private static Mono<MutationPayloads.Ownership> ownership(
      List<ValidatedItem> items, DataFetchingEnvironment environment) {
    return write(items, operation(environment))
        .flatMap(result -> answer(result, environment, result::ownership));
  }

  @MutationMapping
  Mono<MutationPayloads.Updates> updateAttributes(
      @Argument List<Map<String, Object>> updates, DataFetchingEnvironment environment) {
    return write(updates, ValidatedInput::update, operation(environment))
        .flatMap(result -> answer(result, environment, result::updates));
  }

  @MutationMapping
  Mono<MutationPayloads.Updates> incrementAttributes(
      @Argument List<Map<String, Object>> updates,
      @Argument String idempotencyKey,
      DataFetchingEnvironment environment) {
    Operation operation = operation(environment);
    operation.mustBeAble(ApiFeature.INCREMENTS);
    FieldArguments.check(
        !idempotencyKey.isBlank() && idempotencyKey.length() <= MAX_KEY_LENGTH,
        "idempotencyKey must have 1 to 200 characters.");
    return idempotencyStore
        .once(
            operation.caller(),
            idempotencyKey,
            MutationResult.weight(updates),
            Mono.defer(() -> validated(updates, ValidatedInput::increment, operation)),
            validated -> send(validated, operation))
        .map(MutationResult::new)
        .flatMap(result -> answer(result, environment, result::updates));
  }

  private static Operation operation(DataFetchingEnvironment environment) {
    return Operation.in(environment.getGraphQlContext());
  }

  private static Mono<MutationResult> write(
      List<Map<String, Object>> input,
      BiFunction<Map<String, Object>, LoadResults, ValidatedItem> judge,
      Operation operation) {
    return validated(input, judge, operation)
        .flatMap(validated -> send(validated, operation))
        .map(MutationResult::new);
  }

  /// The items of a write, and the types that they were judged by. Nothing is sent yet.
  private static Mono<BatchResult> validated(
      List<Map<String, Object>> input,
      BiFunction<Map<String, Object>, LoadResults, ValidatedItem> judge,
      Operation operation) {
    operation.writes().check();
    return operation
        .writes()
        .loadBefore(input)
        .map(
            results -> {
              List<ValidatedItem> items =
                  input.stream().map(item -> judge.apply(item, results)).toList();
              return new BatchResult(items, Map.of(), MutationResult.types(items, results));
            });
  }

  private static Mono<MutationResult> write(List<ValidatedItem> judged, Operation operation) {
    operation.writes().check();
    return send(new BatchResult(judged, Map.of(), Map.of()), operation).map(MutationResult::new);
  }

  private static Mono<BatchResult> send(BatchResult validated, Operation operation) {
    List<WriteItem> items =
        validated.items().stream()
            .<WriteItem>mapMulti(
                (item, next) -> {
                  if (item instanceof ValidatedItem.Valid valid) {
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
