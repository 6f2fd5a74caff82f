package io.existgraph.redis;

import io.existgraph.redis.HourComparison.Basis;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/// Inquiries of what the other instances know of an hour. An instance that has missed messages, or
/// is new, makes one before it first reserves anything of an hour: what it missed may be lost in
/// Redis, or freed too early by a clock that jumped.
final class HourInquiries implements MessageListener {
  private static final String ASK = "ask";
  private static final String KNOWN = "known";

  /// How long the answers are waited for.
  private static final Duration MAX_WAIT = Duration.ofMillis(20);

  /// Those that have not answered yet.
  private record Inquiry(Set<String> missing, CompletableFuture<Boolean> end) {}

  private final RedisConnection connection;
  private final MessageChannel messages;
  private final SharedHours hours;
  private final LeasePolicy policy;
  private final Map<String, Inquiry> inquiries = new ConcurrentHashMap<>();

  HourInquiries(RedisConnection connection, SharedHours hours, LeasePolicy policy) {
    this.connection = connection;
    this.messages = connection.messages();
    this.hours = hours;
    this.policy = policy;
    messages.listen(this);
  }

  /// Whether others may know something of the hour that this instance has not heard.
  boolean isDue(SharedHour hour, Basis basis) {
    return messages.continuousFor().compareTo(policy.maxLeased()) < 0
        && !hour.<Boolean>comparison(comparison -> comparison.isInquired(basis))
        && !messages.others().isEmpty();
  }

  /// Completes when the others have answered, or too much time went by.
  Mono<Boolean> ask(String tag, SharedHour hour, Basis basis) {
    Inquiry inquiry = inquiries.computeIfAbsent(tag, _ -> begin());
    connection.announce(ASK, tag);
    return Mono.fromFuture(inquiry.end(), /* suppressCancel= */ true)
        .timeout(MAX_WAIT, Mono.just(false), connection.timer())
        .doOnNext(
            _ -> {
              inquiries.remove(tag, inquiry);
              var _ = hour.comparison(comparison -> comparison.inquired(basis));
            })
        .publishOn(Schedulers.parallel());
  }

  private Inquiry begin() {
    Set<String> missing = ConcurrentHashMap.newKeySet();
    missing.addAll(messages.others());
    return new Inquiry(missing, new CompletableFuture<>());
  }

  @Override
  public void received(Message message) {
    if (message.instance().equals(messages.instance())) {
      return;
    }
    if (message.kind().equals(ASK)) {
      answer(message.instance(), message.word(0));
    } else if (message.kind().equals(KNOWN) && message.word(0).equals(messages.instance())) {
      answered(message);
    }
  }

  private void answer(String inquirer, String tag) {
    long now = connection.ticker().getAsLong();
    List<String> all = hours.with(tag, hour -> hour.all(now));
    String[] words = Stream.concat(Stream.of(inquirer, tag), all.stream()).toArray(String[]::new);
    connection.announce(KNOWN, words);
  }

  /// `<inquirer> <tag> <id>:<milliseconds>... +<id>:<milliseconds>...`.
  private void answered(Message message) {
    String tag = message.word(1);
    long now = connection.ticker().getAsLong();
    List<String> known = message.words().subList(2, message.words().size());
    hours.update(tag, hour -> known.forEach(word -> learn(hour, word, now)));
    Inquiry inquiry = inquiries.get(tag);
    if (inquiry != null
        && inquiry.missing().remove(message.instance())
        && inquiry.missing().isEmpty()) {
      inquiry.end().complete(true);
    }
  }

  private static void learn(SharedHour hour, String word, long now) {
    boolean isLeased = word.startsWith("+");
    String counted = isLeased ? word.substring(1) : word;
    Duration remaining = Duration.ofMillis(HourMessages.remaining(counted));
    hour.learn(HourMessages.counted(counted), now + remaining.toNanos(), isLeased);
  }
}
