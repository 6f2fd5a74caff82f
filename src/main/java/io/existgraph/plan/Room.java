package io.existgraph.plan;

import io.existgraph.upstream.Failure;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/// How many values one operation may answer with, and all that run at once.
public final class Room {
  private static final Duration SOON = Duration.ofSeconds(1);

  private final int mostOfOne;
  private final int mostOfAll;
  private final AtomicLong taken = new AtomicLong();

  public Room(int mostOfOne, int mostOfAll) {
    this.mostOfOne = mostOfOne;
    this.mostOfAll = mostOfAll;
  }

  void check(long values) {
    if (values > mostOfOne) {
      throw new Failure.TooCostly(
              "The operation answers with " + values + " values; the limit is " + mostOfOne + ".")
          .asException();
    }
  }

  /// Takes room for so many, or fails when there is none.
  void take(long values) {
    if (taken.addAndGet(values) > mostOfAll) {
      giveBack(values);
      throw new Failure.Overloaded(SOON).asException();
    }
  }

  void giveBack(long values) {
    taken.addAndGet(-values);
  }
}
