package io.existgraph.ratelimit;

import java.time.Duration;
import java.util.Map;

/// The result of reserving the requests to several targets, without those that another instance is
/// sending now. `elsewhere` are the targets of these, each with how long at most; the requests of a
/// granted reservation are for the other targets, in their order, and then for no target.
public record ClaimedReservation(Reservation reservation, Map<String, Duration> elsewhere) {
  public ClaimedReservation {
    elsewhere = Map.copyOf(elsewhere);
  }
}
