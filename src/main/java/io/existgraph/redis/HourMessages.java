package io.existgraph.redis;

import java.time.Duration;
import java.util.List;
import java.util.function.LongSupplier;

/// The receiver of what other instances announce about hours: requests that they reserved, that
/// ended or were given back, pauses, and that they need what this instance has leased.
final class HourMessages implements MessageListener {
  /// The kind of the message by which an instance asks the others to give back their leases.
  static final String RECALL = "recall";

  private static final String COUNTS = "counts";

  private final String instance;
  private final SharedHours hours;
  private final HourDelivery delivery;
  private final LeasePolicy policy;
  private final LocalPauses pauses;
  private final LongSupplier ticker;

  HourMessages(
      String instance,
      SharedHours hours,
      HourDelivery delivery,
      LeasePolicy policy,
      LocalPauses pauses,
      LongSupplier ticker) {
    this.instance = instance;
    this.hours = hours;
    this.delivery = delivery;
    this.policy = policy;
    this.pauses = pauses;
    this.ticker = ticker;
  }

  @Override
  public void received(Message message) {
    if (message.instance().equals(instance)) {
      return;
    }
    switch (message.kind()) {
      case "took" -> took(message);
      case COUNTS, "merged" -> counts(message);
      case RECALL -> recall(message.word(0));
      case "paused" -> {
        pauses.pause(message.word(0), Duration.ofMillis(message.number(1)));
        hours.update(message.word(0), SharedHour::paused);
      }
      default -> {}
    }
  }

  private void recall(String tag) {
    var _ = delivery.returnLease(tag, hours.changed(tag, _ -> {}), 0);
  }

  /// `<tag> <ms> <ms of those ahead> <id>... +<id>...`.
  private void took(Message message) {
    String tag = message.word(0);
    long now = ticker.getAsLong();
    long expiry = now + Duration.ofMillis(message.number(1)).toNanos();
    long leaseExpiry = now + Duration.ofMillis(message.number(2)).toNanos();
    List<String> ids = message.words().subList(3, message.words().size());
    hours.update(
        tag,
        hour -> {
          for (String id : ids) {
            boolean isLeased = id.startsWith("+");
            if (!id.isEmpty()) {
              long number = RequestId.parse(isLeased ? id.substring(1) : id);
              long end = isLeased ? leaseExpiry : expiry;
              hour.change(requests -> requests.heard(number, end, isLeased));
            }
          }
          shrinkLease(tag, hour, now);
        });
  }

  /// Gives back what is beyond twice the size that the lease has by now.
  private void shrinkLease(String tag, SharedHour hour, long now) {
    int leased = hour.view(now, view -> view.leased(now));
    if (leased > 0) {
      int size = policy.size(hour.view(now, HourView::used));
      if (leased > 2 * size) {
        var _ = delivery.returnLease(tag, hour, size);
      }
    }
  }

  /// An instance that does not merge has received the reply to its reservation.
  private void counts(Message message) {
    List<String> requests = message.words().subList(1, message.words().size());
    hours
        .changed(
            message.word(0),
            hour -> {
              if (message.kind().equals(COUNTS)) {
                hour.reserved(message.instance(), ticker.getAsLong());
              }
              requests.stream().filter(word -> !word.isEmpty()).forEach(word -> counts(hour, word));
            })
        .recalls()
        .releaseHeard();
  }

  private void counts(SharedHour hour, String word) {
    long id = counted(word);
    long millis = remaining(word);
    long now = ticker.getAsLong();
    if (millis == 0) { // it was not sent
      hour.change(requests -> requests.heardReleased(id, now));
    } else {
      long expiry = now + Duration.ofMillis(millis).toNanos();
      hour.change(requests -> requests.heard(id, expiry, false));
    }
  }

  /// The request of the word `<id>:<milliseconds>`.
  static long counted(String word) {
    return RequestId.parse(word.substring(0, word.indexOf(':')));
  }

  /// How long it still counts, in milliseconds.
  static long remaining(String word) {
    return Long.parseLong(word.substring(word.indexOf(':') + 1));
  }
}
