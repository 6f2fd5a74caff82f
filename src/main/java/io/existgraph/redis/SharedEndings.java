package io.existgraph.redis;

import io.existgraph.ratelimit.RateLimit;
import io.existgraph.ratelimit.ReservedRequest;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/// The completion of reserved requests in the shared hour, or in the account's hour if the account
/// has become known meanwhile.
final class SharedEndings {
  private final RateLimit limit;
  private final HourTags tags;
  private final SharedHours hours;
  private final HourDelivery delivery;
  private final OfflineReservations offline;
  private final LongSupplier ticker;

  SharedEndings(
      RateLimit limit,
      HourTags tags,
      SharedHours hours,
      HourDelivery delivery,
      OfflineReservations offline,
      LongSupplier ticker) {
    this.limit = limit;
    this.tags = tags;
    this.hours = hours;
    this.delivery = delivery;
    this.offline = offline;
    this.ticker = ticker;
  }

  /// The end of a credential's request that was reserved in the hour of that tag, and by the local
  /// limiter as `own`.
  ReservedRequest.EndListener of(String credential, String tag, long id, ReservedRequest own) {
    return new ReservedRequest.EndListener() {
      @Override
      public void committed(Duration lingering) {
        own.commit(lingering);
        long expiry = ticker.getAsLong() + limit.countedFor().plus(lingering).toNanos();
        end(credential, tag, hour -> hour.change(requests -> requests.committed(id, expiry)));
      }

      @Override
      public void released() {
        own.release();
        end(credential, tag, hour -> offline.release(hour, id));
      }
    };
  }

  private void end(String credential, String tag, Consumer<SharedHour> step) {
    delivery.deliver(tag, hours.changed(tag, step));
    String latest = tags.hour(credential);
    if (!latest.equals(tag)) {
      delivery.deliver(latest, hours.changed(latest, step));
    }
  }
}
