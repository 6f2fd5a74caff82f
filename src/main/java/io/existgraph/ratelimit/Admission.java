package io.existgraph.ratelimit;

/// The decision on whether requests may be reserved, or a reserved one may be sent.
public sealed interface Admission
    permits Admission.Admitted, Reservation.Refused, Reservation.Rejected {
  record Admitted() implements Admission {}
}
