package io.existgraph.redis;

import io.existgraph.redis.UndeliveredRequests.Delivery;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import reactor.core.publisher.Mono;

/// The scripts of the shared hour, with their keys and arguments.
final class HourScripts {
  /// How much longer than a request counts its keys are kept.
  private static final Duration KEY_MARGIN = Duration.ofMinutes(5);

  /// How long the state of a caller is kept that Exist never accepted.
  private static final Duration STRANGER_LIFE = Duration.ofMinutes(1);

  /// A request, for how long it still counts, and whether it is leased, which shows by a time that
  /// is longer than that of others.
  record Counted(long id, Duration remaining, boolean isLeased) {}

  /// The answer to a take.
  sealed interface TakeReply {
    /// Reserved, except those that another instance is sending for so long, and `ahead` more. `all`
    /// are the requests that counted before, if they were wanted.
    record Granted(String generation, List<Counted> all, List<Duration> elsewhere, int ahead)
        implements TakeReply {}

    record Paused(Duration remaining) implements TakeReply {}

    record LimitReached(Duration remaining) implements TakeReply {}

    /// Redis has lost the state that the instance knows, or another has restored it.
    record OtherGeneration() implements TakeReply {}

    /// Redis has no state, and this instance may not begin one.
    record NoGeneration() implements TakeReply {}
  }

  /// By whom requests are claimed, and for how long.
  record Claims(String instance, Duration life) {}

  record Merged(String generation, List<Counted> all) {}

  private final RedisScript take;
  private final RedisScript merge;
  private final RedisScript pause;
  private final LeasePolicy policy;
  private final int instance;
  private final AtomicLong generations = new AtomicLong();

  HourScripts(LeasePolicy policy, int instance, Function<String, RedisScript> loader) {
    take = loader.apply("hour-take");
    merge = loader.apply("hour-merge");
    pause = loader.apply("hour-pause");
    this.policy = policy;
    this.instance = instance;
  }

  List<RedisScript> all() {
    return List.of(take, merge, pause);
  }

  /// Reserves the requests of the attempt. `generation` is the known one or empty; where Redis has
  /// none, one begins if `mayBegin`; all requests are returned unless the instance `isSynced`.
  Mono<TakeReply> take(
      ScriptRunner runner,
      HourAttempt attempt,
      String generation,
      boolean mayBegin,
      boolean isSynced,
      Claims claims) {
    List<Object> arguments = new ArrayList<>();
    arguments.addAll(List.of(attempt.tag(), ceiling(attempt), policy.maxCounted().toMillis()));
    arguments.addAll(List.of(keyLife(), STRANGER_LIFE.toMillis()));
    arguments.addAll(List.of(generation, mayBegin ? newGeneration() : "", isSynced ? 0 : 1));
    arguments.addAll(List.of(claims.instance(), claims.life().toMillis(), attempt.ids().length));
    arguments.addAll(List.of(policy.leaseCeiling(), policy.maxLeased().toMillis()));
    LongStream.concat(LongStream.of(attempt.ids()), LongStream.of(attempt.ahead()))
        .mapToObj(RequestId::text)
        .forEach(arguments::add);
    List<String> keys = new ArrayList<>(keys(attempt.tag()));
    keys.addAll(attempt.claims());
    return runner.run(take, keys, arguments).map(this::take);
  }

  private static int ceiling(HourAttempt attempt) {
    return Math.min(
        attempt.maximum(), attempt.ceiling() + attempt.hour().requests(HourRequests::leased));
  }

  private TakeReply take(ScriptReply reply) {
    return switch ((int) reply.number(0)) {
      case 0 ->
          new TakeReply.Granted(
              reply.text(2), counted(reply.list(3)), millis(reply.list(4)), (int) reply.number(5));
      case 1 -> new TakeReply.Paused(Duration.ofMillis(reply.number(1)));
      case 2, 4 -> new TakeReply.LimitReached(Duration.ofMillis(reply.number(1)));
      case 5 -> new TakeReply.NoGeneration();
      default -> new TakeReply.OtherGeneration();
    };
  }

  private static List<Duration> millis(ScriptReply list) {
    return IntStream.range(0, list.size())
        .mapToObj(i -> Duration.ofMillis(list.number(i)))
        .toList();
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

  /// Restores what Redis may have lost, and returns all that it has then. Where it has no
  /// generation, one begins if `mayBegin`.
  Mono<Merged> merge(
      ScriptRunner runner,
      String tag,
      String generation,
      boolean mayBegin,
      boolean isAccepted,
      List<Object> own,
      List<Object> others,
      Delivery delivery) {
    List<Object> arguments = new ArrayList<>();
    arguments.addAll(List.of(tag, keyLife(), isAccepted ? 1 : 0, generation));
    arguments.add(mayBegin ? newGeneration() : "-");
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
    return runner.run(pause, keys(tag), arguments).then();
  }

  static List<String> keys(String tag) {
    return List.of("eg:{" + tag + "}:z", "eg:{" + tag + "}:g");
  }

  private long keyLife() {
    return policy.maxLeased().plus(KEY_MARGIN).toMillis();
  }

  private String newGeneration() {
    return RequestId.text(RequestId.of(instance, generations.incrementAndGet()));
  }

  private List<Counted> counted(ScriptReply list) {
    return IntStream.iterate(0, i -> i < list.size(), i -> i + 2)
        .mapToObj(i -> counted(list.text(i), Duration.ofMillis(list.number(i + 1))))
        .toList();
  }

  private Counted counted(String id, Duration remaining) {
    return new Counted(
        RequestId.parse(id), remaining, remaining.compareTo(policy.maxCounted()) > 0);
  }
}
