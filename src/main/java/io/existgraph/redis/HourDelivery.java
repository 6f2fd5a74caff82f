package io.existgraph.redis;

import io.existgraph.redis.HourComparison.ComparisonBasis;
import io.existgraph.redis.HourScripts.Counted;
import io.existgraph.redis.UndeliveredRequests.Delivery;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// The delivery of hours to Redis: in the background while Redis is used, with one call per caller
/// at a time; and of everything kept back during an outage, before Redis is used again.
final class HourDelivery {
  private static final int PARALLEL_MERGES = 16;

  /// While Redis is used, operations wait behind them.
  private static final int LATE_MERGES = 2;

  /// A merge that is on its way.
  private record AwaitedMerge(String tag, ComparisonBasis basis, boolean isComplete) {}

  private final SingleFlightCalls<AwaitedMerge, Boolean> merges = new SingleFlightCalls<>();
  private final RedisConnection connection;
  private final HourScripts scripts;
  private final SharedHours hours;
  private final LocalPauses pauses;
  private final LongSupplier ticker;
  private final RedisListener listener;

  HourDelivery(
      RedisConnection connection,
      HourScripts scripts,
      SharedHours hours,
      LocalPauses pauses,
      LongSupplier ticker,
      RedisListener listener) {
    this.connection = connection;
    this.scripts = scripts;
    this.hours = hours;
    this.pauses = pauses;
    this.ticker = ticker;
    this.listener = listener;
    connection.lifecycle().beforeUse(this::deliverAll);
    connection.lifecycle().afterUse(this::deliverLate);
    connection.lifecycle().beforeClose(this::returnLeases);
  }

  /// The state of the server with which hours are compared now.
  ComparisonBasis basis() {
    return new ComparisonBasis(connection.generation(), connection.messages().continuity());
  }

  /// Delivers what became of own requests, unless that is being done already.
  void deliver(String tag, SharedHour hour) {
    deliver(tag, hour, false);
  }

  /// Delivers at once that Exist accepted the caller, which may end a pause.
  void deliverAcceptance(String tag, SharedHour hour) {
    deliver(tag, hour, true);
  }

  private void deliver(String tag, SharedHour hour, boolean isUrgent) {
    Delivery delivery = connection.isAvailable() ? hour.beginDelivery(isUrgent) : null;
    if (delivery == null) {
      return;
    }
    long now = ticker.getAsLong();
    hour.reserved(connection.messages().instance(), now); // for so the others will take it
    List<Object> own = hour.view(now, view -> view.remaining(delivery.counted()));
    var _ =
        scripts
            .deliver(connection.behind(), tag, own, delivery)
            .subscribe(
                _ -> {},
                _ -> hour.endDelivery(delivery, false, ticker.getAsLong()),
                () -> {
                  hour.endDelivery(delivery, true, ticker.getAsLong());
                  deliver(tag, hour);
                });
  }

  /// Gives back at once what is leased beyond that size; returns whether that was anything.
  boolean returnLease(String tag, SharedHour hour, int size) {
    long now = ticker.getAsLong();
    boolean isChanged = hour.requests(requests -> requests.returnLease(size, now));
    if (isChanged) {
      deliver(tag, hour, true);
    }
    return isChanged;
  }

  /// Announces a pause.
  void pause(String tag, Duration pause, boolean isProbed) {
    var _ = scripts.pause(connection.behind(), tag, pause, isProbed).subscribe(_ -> {}, _ -> {});
  }

  /// Merges an hour that a reservation waits for; those that come meanwhile share the merge, which
  /// goes on where they leave.
  Mono<Boolean> mergeAwaited(String tag, SharedHour hour, boolean isComplete) {
    return merges.join(
        new AwaitedMerge(tag, basis(), isComplete),
        merge(connection.awaited(), tag, hour, isComplete));
  }

  /// Sends Redis whatever it may lack of the hour, and adds what it has. Where Redis has nothing of
  /// the hour, it is whole then only if this instance `isComplete`. Returns whether it is whole.
  Mono<Boolean> merge(ScriptRunner runner, String tag, SharedHour hour, boolean isComplete) {
    return Mono.defer(
        () -> {
          ComparisonBasis basis = basis();
          long now = ticker.getAsLong();
          @Nullable Delivery begun = hour.beginDelivery(true);
          Delivery delivery = begun == null ? Delivery.NONE : begun;
          boolean isAccepted = hour.acceptance(HourAcceptance::wasAccepted);
          List<Object> own = hour.view(now, view -> view.known(true));
          List<Object> others = hour.view(now, view -> view.known(false));
          return scripts
              .merge(runner, tag, hour.generation(), isComplete, isAccepted, own, others, delivery)
              .doOnNext(merged -> merged(hour, merged, basis, delivery))
              .doOnNext(_ -> deliver(tag, hour)) // what is not to be there
              .doOnError(_ -> hour.endDelivery(delivery, false, ticker.getAsLong()))
              .map(merged -> !merged.generation().isEmpty());
        });
  }

  private void merged(
      SharedHour hour, HourScripts.Merged merged, ComparisonBasis basis, Delivery delivery) {
    String before = hour.generation();
    boolean isWhole = !merged.generation().isEmpty();
    if (isWhole && !before.isEmpty() && !before.equals(merged.generation())) {
      listener.hourRestored();
    }
    hour.endDelivery(delivery, true, ticker.getAsLong());
    if (connection.isAvailable()) { // until then they count against this instance's share
      hour.merged();
    }
    learn(hour, merged.all());
    if (isWhole) {
      var _ = hour.comparison(comparison -> comparison.compared(merged.generation(), basis));
    }
  }

  /// Adds requests that Redis has.
  void learn(SharedHour hour, List<Counted> all) {
    long now = ticker.getAsLong();
    hour.change(
        requests ->
            all.forEach(
                one -> requests.learn(one.id(), now + one.remaining().toNanos(), one.isLeased())));
  }

  private Mono<Void> deliverAll() {
    long now = ticker.getAsLong();
    return Flux.fromIterable(hours.all())
        .filter(entry -> entry.getValue().isUndelivered(now))
        .flatMap(this::restore, PARALLEL_MERGES)
        .then();
  }

  private Mono<Void> restore(Map.Entry<String, SharedHour> entry) {
    String tag = entry.getKey();
    Duration pause = pauses.remaining(tag);
    ScriptRunner runner = connection.whileRecovering();
    Mono<Void> merge = merge(runner, tag, entry.getValue(), false).then();
    return pause.isZero() ? merge : merge.then(scripts.pause(runner, tag, pause, true));
  }

  /// Gives back all that is leased.
  private Mono<Void> returnLeases() {
    long now = ticker.getAsLong();
    return Flux.fromIterable(hours.all())
        .filter(entry -> entry.getValue().requests(requests -> requests.returnLease(0, now)))
        .flatMap(
            entry -> merge(connection.behind(), entry.getKey(), entry.getValue(), false),
            PARALLEL_MERGES)
        .then();
  }

  /// What was reserved, or given back, between the last merge and the use of Redis.
  private void deliverLate() {
    long now = ticker.getAsLong();
    var _ =
        Flux.fromIterable(hours.all())
            .filter(entry -> entry.getValue().isUndelivered(now))
            .flatMap(entry -> deliverLate(entry.getKey(), entry.getValue()), LATE_MERGES)
            .subscribe();
  }

  private Mono<Boolean> deliverLate(String tag, SharedHour hour) {
    if (hour.mustMerge(basis())) {
      return merge(connection.behind(), tag, hour, false).onErrorComplete();
    }
    deliver(tag, hour);
    return Mono.empty();
  }
}
