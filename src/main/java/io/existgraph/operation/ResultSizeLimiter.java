package io.existgraph.operation;

import io.existgraph.exist.Failure;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/// A limit on the result sizes, in values, of one operation and of all that run at once.
public final class ResultSizeLimiter {
  private static final Duration RETRY_DELAY = Duration.ofSeconds(1);
  private static final int LARGE = 5_000;

  private final int maxPerOperation;
  private final int maxInFlight;
  private final AtomicLong taken = new AtomicLong();
  private final Scheduler largeOperations = Schedulers.newSingle("large-operations", true);

  public ResultSizeLimiter(int maxPerOperation, int maxInFlight) {
    this.maxPerOperation = maxPerOperation;
    this.maxInFlight = maxInFlight;
  }

  boolean isEnough(long values) {
    return values <= maxPerOperation;
  }

  void check(long values) {
    if (!isEnough(values)) {
      throw new Failure.TooCostly(
              "The operation answers with "
                  + values
                  + " values; the limit is "
                  + maxPerOperation
                  + ". Select fewer days, attributes or aliases, or smaller pages.")
          .asException();
    }
  }

  /// Takes room for so many, or fails when there is none.
  void take(long values) {
    if (taken.addAndGet(values) > maxInFlight) {
      giveBack(values);
      throw new Failure.Overloaded(RETRY_DELAY).asException();
    }
  }

  /// Where an operation of so many values goes on: large ones one after the other on a thread of
  /// their own, so that they keep neither the others nor all of the memory.
  Scheduler schedulerFor(long values) {
    return isLarge(values) ? largeOperations : Schedulers.immediate();
  }

  boolean isLarge(long values) {
    return values > LARGE;
  }

  void giveBack(long values) {
    taken.addAndGet(-values);
  }
}
