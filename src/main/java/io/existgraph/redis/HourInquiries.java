package io.existgraph.redis;

import io.existgraph.redis.HourComparison.ComparisonBasis;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/// Inquiries at the other instances about an hour. An instance that is new or has missed messages
/// makes one before its first reservation in an hour, because Redis may have lost what it missed,
/// or freed it too early after a jump of the clock.
final class HourInquiries implements MessageListener {
  private static final String ASK = "ask";
  private static final String KNOWN = "known";

  private static final RedisScript DATA = RedisScript.silent("key-data");
  private static final List<String> DATA_KEYS = List.of("eg:{hours}:g");

  /// How long the answers are waited for.
  private static final Duration MAX_WAIT = Duration.ofMillis(20);

  /// Since when this instance has missed messages, on the ticker, and those that may have heard
  /// them and have not answered yet.
  private record Inquiry(
      ComparisonBasis basis, long since, Set<String> missing, CompletableFuture<Boolean> end) {}

  private final RedisConnection connection;
  private final MessageChannel messages;
  private final SharedHours hours;
  private final LeasePolicy policy;
  private final SingleFlightCalls<String, Duration> dataAges = new SingleFlightCalls<>();
  private final Map<String, Inquiry> inquiries = new ConcurrentHashMap<>();

  HourInquiries(RedisConnection connection, SharedHours hours, LeasePolicy policy) {
    this.connection = connection;
    this.messages = connection.messages();
    this.hours = hours;
    this.policy = policy;
    messages.listen(this);
    connection.lifecycle().beforeUse(() -> dataAge(connection.whileRecovering()).then());
  }

  /// How long the server has lost nothing.
  private static Mono<Duration> dataAge(ScriptRunner runner) {
    return runner
        .run(DATA, DATA_KEYS, List.of(EpochFormat.next()))
        .map(reply -> Duration.ofMillis(reply.number(1)));
  }

  /// Whether others may know something of the hour that this instance has not heard.
  boolean isDue(SharedHour hour, ComparisonBasis basis) {
    return messages.continuousFor().compareTo(policy.maxLeased()) < 0
        && !hour.<Boolean>comparison(comparison -> comparison.isInquired(basis))
        && !witnesses().isEmpty();
  }

  private Set<String> witnesses() {
    return messages.witnesses(policy.maxLeased());
  }

  /// Whether nothing is missing of the hour, here and in Redis together: all that may have heard
  /// what was missed have answered, or one that has not missed it, or Redis has lost nothing since.
  Mono<Boolean> ask(String tag, SharedHour hour, ComparisonBasis basis) {
    Inquiry begun = begin(basis);
    Inquiry inquiry =
        inquiries.merge(tag, begun, (old, fresh) -> old.basis().equals(basis) ? old : fresh);
    if (inquiry.equals(begun)) {
      connection.announce(ASK, tag);
    }
    return Mono.fromFuture(inquiry.end(), /* suppressCancel= */ true)
        .timeout(MAX_WAIT, Mono.just(false), connection.timer())
        .doOnNext(
            isAnswered -> {
              inquiries.remove(tag, inquiry);
              inquiry.end().complete(isAnswered);
              if (isAnswered) {
                var _ = hour.comparison(comparison -> comparison.inquired(basis));
              }
            })
        .publishOn(Schedulers.parallel())
        .flatMap(isAnswered -> isAnswered ? Mono.just(true) : hasLostNothing(inquiry));
  }

  /// Whether Redis has lost nothing of what this instance has missed.
  private Mono<Boolean> hasLostNothing(Inquiry inquiry) {
    long missed = connection.ticker().getAsLong() - inquiry.since();
    return dataAges
        .join(DATA.name(), Mono.defer(() -> dataAge(connection.awaited())))
        .map(age -> covers(age, missed));
  }

  private Inquiry begin(ComparisonBasis basis) {
    Set<String> missing = ConcurrentHashMap.newKeySet();
    missing.addAll(witnesses());
    long since = messages.missingSince(policy.maxLeased());
    return new Inquiry(basis, since, missing, new CompletableFuture<>());
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
    List<String> all = hours.with(tag, hour -> hour.view(now, HourView::all));
    String millis = Long.toString(messages.continuousFor().toMillis());
    String[] words =
        Stream.concat(Stream.of(inquirer, tag, millis), all.stream()).toArray(String[]::new);
    connection.announce(KNOWN, words);
  }

  /// `<inquirer> <tag> <ms without loss of messages> <id>:<ms>... +<id>:<ms>...`.
  private void answered(Message message) {
    String tag = message.word(1);
    long now = connection.ticker().getAsLong();
    List<String> known = message.words().subList(3, message.words().size());
    hours.update(tag, hour -> known.forEach(word -> learn(hour, word, now)));
    Inquiry inquiry = inquiries.get(tag);
    if (inquiry != null && inquiry.missing().remove(message.instance())) {
      Duration complete = Duration.ofMillis(message.number(2));
      if (inquiry.missing().isEmpty() || covers(complete, now - inquiry.since())) {
        inquiry.end().complete(true);
      }
    }
  }

  /// Whether what is complete for so long has all that was missed and may count.
  private boolean covers(Duration complete, long missed) {
    return complete.toNanos() >= missed || complete.compareTo(policy.maxLeased()) >= 0;
  }

  private static void learn(SharedHour hour, String word, long now) {
    boolean isLeased = word.startsWith("+");
    String counted = isLeased ? word.substring(1) : word;
    Duration remaining = Duration.ofMillis(HourMessages.remaining(counted));
    long id = HourMessages.counted(counted);
    hour.change(requests -> requests.learn(id, now + remaining.toNanos(), isLeased));
  }
}
