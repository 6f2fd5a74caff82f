package io.existgraph.redis;

import io.existgraph.redis.SharedHour.Delivery;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.function.LongFunction;
import java.util.stream.LongStream;
import reactor.core.publisher.Mono;

/// The scripts of the shared hour, with their keys and arguments.
final class HourScripts {
  /// How much longer than a request counts its keys are kept.
  private static final Duration KEY_MARGIN = Duration.ofMinutes(5);

  /// How long the state of a caller is kept that Exist never accepted.
  private static final Duration STRANGER_LIFE = Duration.ofMinutes(1);

  /// A request and for how long it still counts.
  record Counted(long id, Duration remaining) {}

  /// The answer to a take.
  sealed interface Take {
    /// Reserved. `all` are the requests that counted before, if they were wanted.
    record Granted(int used, String generation, List<Counted> all) implements Take {}

    record Paused(Duration remaining) implements Take {}

    record Full(Duration remaining) implements Take {}

    /// Redis has lost the state that the instance knows, or another has restored it.
    record OtherGeneration() implements Take {}
  }

  record Merged(String generation, List<Counted> all) {}

  private final RedisScript take;
  private final RedisScript merge;
  private final RedisScript pause;
  private final Duration maxCounted;
  private final int instance;
  private final AtomicLong generations = new AtomicLong();

  /// `maxCounted` is how long a reserved request counts at most.
  HourScripts(Duration maxCounted, int instance, Function<String, RedisScript> loader) {
    take = loader.apply("hour-take");
    merge = loader.apply("hour-merge");
    pause = loader.apply("hour-pause");
    this.maxCounted = maxCounted;
    this.instance = instance;
  }

  List<RedisScript> all() {
    return List.of(take, merge, pause);
  }

  Mono<Take> take(
      ScriptRunner runner,
      String tag,
      long[] ids,
      int ceiling,
      String generation,
      boolean isSynced) {
    List<Object> arguments = new ArrayList<>();
    arguments.addAll(List.of(tag, ceiling, maxCounted.toMillis(), keyLife()));
    arguments.add(STRANGER_LIFE.toMillis());
    arguments.addAll(List.of(generation, newGeneration(), isSynced ? 0 : 1));
    LongStream.of(ids).mapToObj(RequestId::text).forEach(arguments::add);
    return runner.run(take, keys(tag), arguments).map(HourScripts::take);
  }

  private static Take take(ScriptReply reply) {
    return switch ((int) reply.number(0)) {
      case 0 -> new Take.Granted((int) reply.number(1), reply.text(2), counted(reply.list(3)));
      case 1 -> new Take.Paused(Duration.ofMillis(reply.number(1)));
      case 2, 4 -> new Take.Full(Duration.ofMillis(reply.number(1)));
      default -> new Take.OtherGeneration();
    };
  }

  /// Delivers what became of own requests.
  Mono<Void> deliver(ScriptRunner runner, String tag, List<Object> own, Delivery delivery) {
    List<Object> arguments = new ArrayList<>();
    arguments.addAll(List.of(tag, keyLife(), delivery.isAccepted() ? 1 : 0, "", ""));
    arguments.addAll(List.of(own.size() / 2, 0));
    arguments.addAll(own);
    delivery.released().stream().map(RequestId::text).forEach(arguments::add);
    return runner.run(merge, keys(tag), arguments).then();
  }

  /// Restores what Redis may have lost, and returns all that it has then.
  Mono<Merged> merge(
      ScriptRunner runner,
      String tag,
      String generation,
      boolean isAccepted,
      List<Object> own,
      List<Object> others,
      Delivery delivery) {
    List<Object> arguments = new ArrayList<>();
    arguments.addAll(List.of(tag, keyLife(), isAccepted ? 1 : 0, generation));
    arguments.add(newGeneration());
    arguments.addAll(List.of(own.size() / 2, others.size() / 2));
    arguments.addAll(own);
    arguments.addAll(others);
    delivery.released().stream().map(RequestId::text).forEach(arguments::add);
    return runner
        .run(merge, keys(tag), arguments)
        .map(reply -> new Merged(reply.text(0), counted(reply.list(1))));
  }

  Mono<Void> pause(ScriptRunner runner, String tag, Duration length, boolean isProbed) {
    List<Object> arguments =
        List.of(
            tag, length.toMillis(), isProbed ? 1 : 0, Math.max(keyLife(), 2 * length.toMillis()));
    return runner.run(pause, keys(tag).subList(1, 2), arguments).then();
  }

  static List<String> keys(String tag) {
    return List.of("eg:{" + tag + "}:z", "eg:{" + tag + "}:g");
  }

  private long keyLife() {
    return maxCounted.plus(KEY_MARGIN).toMillis();
  }

  private String newGeneration() {
    return RequestId.text(RequestId.of(instance, generations.incrementAndGet()));
  }

  private static List<Counted> counted(ScriptReply list) {
    LongFunction<Counted> item =
        i ->
            new Counted(
                RequestId.parse(list.text((int) i)), Duration.ofMillis(list.number((int) i + 1)));
    return LongStream.iterate(0, i -> i < list.size(), i -> i + 2).mapToObj(item).toList();
  }
}
