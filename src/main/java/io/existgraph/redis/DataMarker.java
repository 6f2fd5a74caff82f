package io.existgraph.redis;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/// A marker key that is lost together with the server's other data. As long as it is unchanged,
/// what is not stored never was.
///
/// An instance that finds no marker sets a new one and notifies all instances, which then store
/// again what they know to be missing.
final class DataMarker implements MessageListener {
  private static final RedisScript SCRIPT = RedisScript.silent("key-data");
  private static final List<String> KEYS = List.of("eg:{data}:g");
  private static final String RESET = "reset";

  /// How long instances may take to store again what was lost.
  private static final Duration RESTORATION = Duration.ofSeconds(3);

  private final RedisConnection connection;
  private final AtomicReference<@Nullable String> known = new AtomicReference<>();
  private final List<Runnable> restorations = new CopyOnWriteArrayList<>();

  DataMarker(RedisConnection connection) {
    this.connection = connection;
    connection.messages().listen(this);
  }

  /// Adds what is to be done when data were lost.
  void whenLost(Runnable restoration) {
    restorations.add(restoration);
  }

  /// Whether all data are there that were stored before a script that is sent now: false until
  /// instances have had time to restore them.
  Mono<Boolean> isWhole(ScriptRunner runner) {
    String candidate = EpochFormat.next();
    return runner.run(SCRIPT, KEYS, List.of(candidate)).map(reply -> isWhole(candidate, reply));
  }

  private boolean isWhole(String candidate, ScriptReply reply) {
    String mark = reply.text(0);
    if (mark.equals(candidate)) {
      var _ = connection.publish(RESET, mark).subscribe(_ -> {}, _ -> {});
    }
    compare(mark);
    return connection.messages().instances() == 1
        || Duration.ofMillis(reply.number(1)).compareTo(RESTORATION) >= 0;
  }

  private void compare(String mark) {
    String before = known.getAndSet(mark);
    if (before != null && !before.equals(mark)) {
      restorations.forEach(Runnable::run);
    }
  }

  @Override
  public void received(Message message) {
    if (message.kind().equals(RESET)) {
      compare(message.word(0));
    }
  }
}
