package io.existgraph.operation;

import java.time.Instant;

/// The age limits of cached entries for one operation, beside their freshness. Those fetched up to
/// `notBefore` are used only in place of a failed response; a profile fetched before
/// `zoneNotBefore` does not count at all. Unless the cache `isVerified`, a write at another
/// instance may be missing, and what can be written to is refreshed early.
record EntryAgeLimits(Instant notBefore, Instant zoneNotBefore, boolean isVerified) {
  EntryAgeLimits withZonesSince(Instant moment) {
    return new EntryAgeLimits(notBefore, moment, isVerified);
  }
}
