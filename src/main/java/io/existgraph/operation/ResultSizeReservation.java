package io.existgraph.operation;

import io.existgraph.exist.Failure;
import io.existgraph.exist.FailureException;
import io.existgraph.model.Catalog;
import io.existgraph.operation.planning.ResultSizes;
import io.existgraph.view.CacheView;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/// The room that one operation takes: as much as its answer may need by what is known so far, until
/// it is done.
public final class ResultSizeReservation {
  private final ResultSizeLimiter room;
  private final ToLongFunction<ResultSizes> estimate;
  private long held;
  private boolean isOver;
  private @Nullable Failure refusal;

  public ResultSizeReservation(ResultSizeLimiter room, ToLongFunction<ResultSizes> estimate) {
    this.room = room;
    this.estimate = estimate;
  }

  /// Takes the room that is still wanting, unless the operation is too large or there is none.
  synchronized void grow(CacheView view) {
    grow(estimate(view));
  }

  private void grow(long values) {
    try {
      room.check(values);
      if (values > held && !isOver) {
        room.take(values - held);
        held = values;
      }
    } catch (FailureException e) {
      refusal = e.failure();
    }
  }

  /// The size that is estimated by what is known.
  long estimate(CacheView view) {
    return estimate.applyAsLong(new ResultSizes(view, 1));
  }

  /// Takes the room of an operation that is executed at once. False where there is none, or where
  /// it is too large to keep others waiting.
  synchronized boolean takeAtOnce(long values) {
    if (room.isLarge(values)) {
      return false;
    }
    grow(values);
    return refusal == null;
  }

  /// Fails when the operation was refused.
  public synchronized void check() {
    if (refusal != null) {
      throw refusal.asException();
    }
  }

  /// Whether it was refused for what others are running.
  public synchronized boolean isRejected() {
    return refusal instanceof Failure.Overloaded;
  }

  /// Whether the operation is no larger than any may be.
  boolean fits(CacheView view) {
    return room.isEnough(estimate(view));
  }

  /// Whether it is no larger even if the user has [Catalog#MAX_SIZE] attributes.
  boolean fitsAnyUser(CacheView view) {
    return fits(view, Catalog.MAX_SIZE);
  }

  /// Whether the attributes are to be known before anything is read of them: with
  /// [Catalog#COMMON_SIZE] of them it would be too large.
  boolean needsNamesFirst(CacheView view) {
    return !fits(view, Catalog.COMMON_SIZE);
  }

  private boolean fits(CacheView view, int unknownAttributes) {
    return room.isEnough(estimate.applyAsLong(new ResultSizes(view, unknownAttributes)));
  }

  /// Goes on with what was read where an operation of this size should.
  public <T> Mono<T> resume(Mono<T> reading) {
    return reading.flatMap(value -> Mono.just(value).publishOn(scheduler()));
  }

  private synchronized Scheduler scheduler() {
    return room.schedulerFor(held);
  }

  /// Gives the room back.
  public synchronized void end() {
    room.giveBack(held);
    held = 0;
    isOver = true;
  }
}
