package io.existgraph.redis;

import io.existgraph.credential.CallerId;
import io.existgraph.ratelimit.RateLimiter;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// The hours of all callers by their tags, kept up to date by the messages of the other instances.
/// Of callers that Exist never accepted only the latest 10,000 are kept.
final class SharedHours implements MessageListener {
  private static final int MAX_STRANGERS = 10_000;

  private final Map<String, SharedHour> hours = new ConcurrentHashMap<>();
  private final Queue<String> strangers = new ArrayBlockingQueue<>(MAX_STRANGERS);
  private final String instance;
  private final LongSupplier ticker;
  private final RateLimiter local;

  /// `local` records pauses, with tags in place of callers.
  SharedHours(String instance, LongSupplier ticker, RateLimiter local) {
    this.instance = instance;
    this.ticker = ticker;
    this.local = local;
  }

  /// Runs the step on the hour of the tag, which exists meanwhile.
  <T> T with(String tag, Function<SharedHour, T> step) {
    Object[] result = new Object[1];
    hours.compute(
        tag,
        (_, existing) -> {
          SharedHour hour = existing == null ? new SharedHour() : existing;
          result[0] = step.apply(hour);
          return hour;
        });
    @SuppressWarnings("unchecked")
    T typed = (T) result[0];
    return typed;
  }

  void update(String tag, Consumer<SharedHour> step) {
    var _ =
        with(
            tag,
            hour -> {
              step.accept(hour);
              return hour;
            });
  }

  List<Map.Entry<String, SharedHour>> all() {
    return List.copyOf(hours.entrySet());
  }

  void remove(String tag) {
    hours.remove(tag);
  }

  /// Drops hours in which nothing counts.
  void sweep() {
    long now = ticker.getAsLong();
    hours.keySet().forEach(tag -> hours.computeIfPresent(tag, (_, hour) -> kept(hour, now)));
  }

  private static @Nullable SharedHour kept(SharedHour hour, long now) {
    return hour.isIdle(now) ? null : hour;
  }

  /// Records a credential that Exist rejected.
  void unauthenticated(String tag) {
    boolean isFirst = with(tag, SharedHour::becomesStranger);
    while (isFirst && !strangers.offer(tag)) {
      String oldest = strangers.poll();
      if (oldest != null) {
        hours.computeIfPresent(oldest, (_, hour) -> hour.wasAccepted() ? hour : null);
      }
    }
  }

  @Override
  public void received(Message message) {
    if (message.instance().equals(instance)) {
      return;
    }
    switch (message.kind()) {
      case "took" -> took(message);
      case "counts" -> counts(message);
      case "paused" -> {
        local.refused(new CallerId(message.word(0)), Duration.ofMillis(message.number(1)));
        update(message.word(0), SharedHour::paused);
      }
      default -> {}
    }
  }

  private void took(Message message) {
    long now = ticker.getAsLong();
    long expiry = now + Duration.ofMillis(message.number(1)).toNanos();
    long used = message.number(2);
    List<String> ids = message.words().subList(3, message.words().size());
    update(
        message.word(0),
        hour -> {
          ids.forEach(id -> hour.heard(RequestId.parse(id), expiry, now));
          hour.heardUsed(used, now);
        });
  }

  private void counts(Message message) {
    List<String> requests = message.words().subList(1, message.words().size());
    update(
        message.word(0),
        hour ->
            requests.stream().filter(word -> !word.isEmpty()).forEach(word -> counts(hour, word)));
  }

  /// `<id>:<milliseconds>`, where zero milliseconds mean that it was not sent.
  private void counts(SharedHour hour, String word) {
    long now = ticker.getAsLong();
    int colon = word.indexOf(':');
    long id = RequestId.parse(word.substring(0, colon));
    long millis = Long.parseLong(word.substring(colon + 1));
    if (millis == 0) {
      hour.heardReleased(id);
    } else {
      hour.heard(id, now + Duration.ofMillis(millis).toNanos(), now);
    }
  }
}
