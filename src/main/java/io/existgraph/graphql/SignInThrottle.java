package io.existgraph.graphql;

import io.existgraph.credential.CallerId;
import io.existgraph.exist.Failure;
import io.existgraph.ratelimit.RequestPriority;
import io.existgraph.ratelimit.Reservation;
import io.existgraph.ratelimit.SlidingWindowRateLimiter;
import io.existgraph.time.GatewayClock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.springframework.stereotype.Component;

/// A limit on failed sign-ins with wrong passwords, secrets or codes: 30 per address, and 5 per
/// address and name, in 15 minutes. Successful ones count only while they are in progress.
@Component
class SignInThrottle {
  private static final Duration WINDOW = Duration.ofMinutes(15);
  private static final int PER_NAME = 5;
  private static final int PER_ADDRESS = 30;

  private final SlidingWindowRateLimiter names;
  private final SlidingWindowRateLimiter addresses;

  SignInThrottle(GatewayClock clock) {
    names = new SlidingWindowRateLimiter(PER_NAME, 0, WINDOW, clock);
    addresses = new SlidingWindowRateLimiter(PER_ADDRESS, 0, WINDOW, clock);
  }

  /// One sign-in that is in progress.
  final class SignInAttempt {
    private final CallerId name;
    private final CallerId address;

    private SignInAttempt(String address, String name) {
      this.name = CallerId.of(List.of("guess", address, name.strip().toLowerCase(Locale.ROOT)));
      this.address = CallerId.of(List.of("guess", address));
    }

    void wasRight() {
      names.release(name);
      addresses.release(address);
    }

    void wasWrong() {
      names.commit(name, Duration.ZERO);
      addresses.commit(address, Duration.ZERO);
    }

    /// The name was right: what was wrong with it is held against the address alone.
    void wasWrongOnce() {
      names.release(name);
      addresses.commit(address, Duration.ZERO);
    }
  }

  /// Fails when there were too many.
  SignInAttempt begin(String address, String name) {
    SignInAttempt guess = new SignInAttempt(address, name);
    take(names, guess.name);
    try {
      take(addresses, guess.address);
    } catch (RuntimeException tooMany) {
      names.release(guess.name);
      throw tooMany;
    }
    return guess;
  }

  private static void take(SlidingWindowRateLimiter budget, CallerId key) {
    if (budget.tryReserve(key, 1, RequestPriority.WRITE)
        instanceof Reservation.Refused(Duration retryAfter)) {
      throw new Failure.GuessedTooOften(retryAfter).asException();
    }
  }
}
