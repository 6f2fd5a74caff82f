package io.existgraph.operation;

import java.time.Instant;

/// The age limits of cached entries for one operation, beside their freshness. Those fetched up to
/// `notBefore` are used only in place of a failed response; a profile fetched before
/// `zoneNotBefore` does not count at all; what was fetched before `refreshBefore` and may have been
/// written to since is used, and refreshed behind.
record EntryAgeLimits(Instant notBefore, Instant zoneNotBefore, Instant refreshBefore) {
  EntryAgeLimits withZonesSince(Instant moment) {
    return new EntryAgeLimits(notBefore, moment, refreshBefore);
  }
}
