package io.existgraph;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/// A clock that stands still until it is moved.
public final class GivenClock implements InstantSource {
  private volatile Instant now;

  public GivenClock(Instant now) {
    this.now = now;
  }

  public static GivenClock at(String instant) {
    return new GivenClock(Instant.parse(instant));
  }

  @Override
  public Instant instant() {
    return now;
  }

  public void pass(Duration time) {
    now = now.plus(time);
  }

  public void set(Instant instant) {
    now = instant;
  }
}
