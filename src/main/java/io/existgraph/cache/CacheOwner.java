package io.existgraph.cache;

import io.existgraph.credential.CallerId;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The account that one caller's responses come from, and the other callers of the same account.
final class CacheOwner {
  private volatile @Nullable AccountIdentity identity;
  private volatile @Nullable Instant disputedSince;
  private volatile List<CallerId> otherCallers = List.of();

  /// The account, as far as a response has identified it.
  @Nullable AccountIdentity identity() {
    return identity;
  }

  /// The user name of the account; null while it is unknown.
  @Nullable String username() {
    AccountIdentity known = identity;
    return known == null ? null : known.username();
  }

  /// Completes the identity, and runs `onChange` if that changes it. False, and nothing changes,
  /// when it contradicts what is known. Guarded by the lock of the [CallerCache].
  boolean identify(AccountIdentity latest, Runnable onChange) {
    AccountIdentity first = identity;
    if (first != null && latest.contradicts(first)) {
      return false;
    }
    disputedSince = null;
    AccountIdentity known = first == null ? latest : latest.completedBy(first);
    if (!known.equals(first)) {
      identity = known;
      onChange.run();
    }
    return true;
  }

  /// Since when responses have named another account and none has named this one; null while they
  /// agree.
  @Nullable Instant disputedSince() {
    return disputedSince;
  }

  void disputedSince(Instant instant) {
    disputedSince = instant;
  }

  List<CallerId> otherCallers() {
    return otherCallers;
  }

  void otherCallers(List<CallerId> callers) {
    otherCallers = callers;
  }
}
