package io.existgraph.redis;

import io.existgraph.credential.CallerId;
import io.existgraph.redis.HourTags.TagMove;
import java.util.function.Consumer;

/// The merging of credentials' hours into those of their accounts: once the account of a credential
/// is known, the requests that the credential has spent count in the account's hour. The other
/// instances are notified by a message.
final class AccountHours implements MessageListener {
  private static final String MOVED = "moved-hour";

  private final RedisConnection connection;
  private final HourTags tags;
  private final SharedHours hours;
  private final HourDelivery delivery;
  private final Consumer<String> lease;

  /// `lease` reserves requests of an hour ahead.
  AccountHours(
      RedisConnection connection,
      HourTags tags,
      SharedHours hours,
      HourDelivery delivery,
      Consumer<String> lease) {
    this.connection = connection;
    this.tags = tags;
    this.hours = hours;
    this.delivery = delivery;
    this.lease = lease;
    connection.messages().listen(this);
  }

  /// The tag of the caller's hour, in which what the account's other credentials have spent counts.
  String of(CallerId caller) {
    for (CallerId other : tags.sharers(caller)) {
      var _ = find(other);
    }
    return find(caller);
  }

  private String find(CallerId caller) {
    TagMove move = tags.find(caller);
    if (!move.isNone()) {
      move(move);
      connection.announce(MOVED, tags.credential(caller), move.to());
    }
    return move.to();
  }

  /// Gives back what is leased of the one hour, everywhere, counts the rest in the other, and
  /// leases of that one.
  private void move(TagMove move) {
    SharedHour before = hours.changed(move.from(), _ -> {});
    boolean hadLease = delivery.returnLease(move.from(), before, 0);
    connection.announce(HourMessages.RECALL, move.from());
    var spent = before.view(connection.ticker().getAsLong(), HourView::spent);
    boolean isAccepted = before.acceptance(HourAcceptance::wasAccepted);
    SharedHour after =
        hours.changed(
            move.to(),
            hour -> {
              hour.change(requests -> requests.add(spent));
              if (isAccepted) {
                var _ = hour.accepted();
              }
            });
    if (connection.isAvailable()) {
      var _ =
          delivery
              .merge(connection.behind(), move.to(), after, false)
              .subscribe(
                  _ -> {
                    if (hadLease || isAccepted) {
                      lease.accept(move.to());
                    }
                  },
                  _ -> {});
    }
  }

  @Override
  public void received(Message message) {
    if (message.kind().equals(MOVED)
        && !message.instance().equals(connection.messages().instance())) {
      TagMove move = tags.move(message.word(0), message.word(1));
      if (!move.isNone()) {
        move(move);
      }
    }
  }
}
