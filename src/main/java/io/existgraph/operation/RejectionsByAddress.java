package io.existgraph.operation;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.existgraph.credential.CallerId;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// The different credentials of each client address that Exist rejected (401) in the last quarter
/// of an hour. An address with thirty of them may bring no further one until the first is a quarter
/// of an hour old.
///
/// A credential that Exist ever accepted neither counts nor waits, so that guesses do not affect
/// other users of the same address. Only responses count, not requests in flight. Everything is
/// bounded: where the bound is reached, what is used least is dropped.
public final class RejectionsByAddress {
  static final int MAX_REJECTED = 30;
  static final Duration WINDOW = Duration.ofMinutes(15);
  private static final Duration ACCEPTED_FOR = Duration.ofDays(2);
  private static final int MAX_ACCEPTED_CREDENTIALS = 200_000;
  private static final int MAX_OTHER_CREDENTIALS = 10_000;
  private static final int MAX_ADDRESSES = 5_000;

  private final InstantSource clock;
  private final Cache<CallerId, Boolean> accepted;
  private final Cache<CallerId, Boolean> rejected;
  private final Cache<CallerId, CallerId> unanswered; // by credential, the address
  private final Cache<CallerId, Deque<Instant>> rejections; // by address, the latest last

  public RejectionsByAddress(InstantSource clock) {
    this.clock = clock;
    accepted = bounded(MAX_ACCEPTED_CREDENTIALS).expireAfterAccess(ACCEPTED_FOR).build();
    rejected = bounded(MAX_OTHER_CREDENTIALS).expireAfterWrite(WINDOW).build();
    unanswered = bounded(MAX_OTHER_CREDENTIALS).expireAfterWrite(WINDOW).build();
    rejections = bounded(MAX_ADDRESSES).expireAfterWrite(WINDOW).build();
  }

  private Caffeine<Object, Object> bounded(int entries) {
    return Caffeine.newBuilder()
        .maximumSize(entries)
        .ticker(() -> TimeUnit.MILLISECONDS.toNanos(clock.millis()))
        .executor(Runnable::run);
  }

  /// How long the credential may not be sent from that address; zero when it may. One that was
  /// rejected already may be sent again: it does not count twice.
  public Duration delay(CallerId credential, String address) {
    if (isAccepted(credential) || rejected.getIfPresent(credential) != null) {
      return Duration.ZERO;
    }
    CallerId from = CallerId.of(List.of("rejections", address));
    Duration delay = delay(from);
    if (delay.isZero()) {
      unanswered.put(credential, from);
    }
    return delay;
  }

  private Duration delay(CallerId address) {
    Instant now = clock.instant();
    Duration[] delay = {Duration.ZERO};
    var _ =
        rejections
            .asMap()
            .computeIfPresent(
                address,
                (_, latest) -> {
                  if (latest.size() == MAX_REJECTED) {
                    delay[0] = Duration.between(now, latest.getFirst().plus(WINDOW));
                  }
                  return latest;
                });
    return delay[0].isPositive() ? delay[0] : Duration.ZERO;
  }

  /// Whether Exist ever accepted the credential, as far as is known: it is not delayed.
  public boolean isAccepted(CallerId credential) {
    return accepted.getIfPresent(credential) != null;
  }

  /// Records that Exist accepted the credential.
  public void accepted(CallerId credential) {
    if (!isAccepted(credential)) {
      accepted.put(credential, true);
      rejected.invalidate(credential);
      unanswered.invalidate(credential);
    }
  }

  /// Exist answered the credential with 401.
  public void rejected(CallerId credential) {
    CallerId address = unanswered.asMap().remove(credential);
    if (address != null && !isAccepted(credential)) {
      rejected.put(credential, true);
      var _ = rejections.asMap().compute(address, (_, latest) -> withOneMore(latest));
    }
  }

  private Deque<Instant> withOneMore(@Nullable Deque<Instant> latest) {
    Deque<Instant> all = latest == null ? new ArrayDeque<>() : latest;
    if (all.size() == MAX_REJECTED) {
      all.removeFirst();
    }
    all.addLast(clock.instant());
    return all;
  }
}
