package io.existgraph.redis;

import io.existgraph.credential.CallerId;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// The tags of callers' hours: that of the account once it is known, so that its credentials share
/// one hour; until then that of the credential. An account stays known as long as anything of its
/// hour counts. Thread-safe.
final class HourTags {
  private final KeyTags tags;
  private final AccountLookup accounts;
  private final Map<String, String> hours = new ConcurrentHashMap<>(); // by tag of the credential
  private final Map<String, Set<String>> credentials = new ConcurrentHashMap<>(); // by hour

  HourTags(KeyTags tags, AccountLookup accounts) {
    this.tags = tags;
    this.accounts = accounts;
  }

  /// A credential's hour, and the one that it had before.
  record TagMove(String from, String to) {
    boolean isNone() {
      return from.equals(to);
    }
  }

  /// The tag of the caller's credential.
  String credential(CallerId caller) {
    return tags.of(caller);
  }

  /// The hour that is known of the credential.
  String hour(String credential) {
    return hours.getOrDefault(credential, credential);
  }

  /// Finds out the hour of the caller; it is another one than before where the account has become
  /// known.
  TagMove find(CallerId caller) {
    String credential = credential(caller);
    String account = accounts.names().apply(caller);
    return account == null
        ? new TagMove(hour(credential), hour(credential))
        : move(credential, tags.of("hour", account));
  }

  /// Records the hour of a credential.
  TagMove move(String credential, String hour) {
    String before = hours.put(credential, hour);
    if (!hour.equals(before)) {
      credentials.computeIfAbsent(hour, _ -> ConcurrentHashMap.newKeySet()).add(credential);
    }
    return new TagMove(before == null ? credential : before, hour);
  }

  /// The other callers of the same account.
  List<CallerId> sharers(CallerId caller) {
    return accounts.sharers().apply(caller);
  }

  /// What the local limiter knows the credentials of the hour by: each of them shares its pauses
  /// with the others.
  CallerId anyCredential(String hour) {
    return new CallerId(others(hour, "").stream().findFirst().orElse(hour));
  }

  /// What the local limiter knows the other credentials of that credential's hour by.
  List<CallerId> localSharers(CallerId credential) {
    String tag = credential.value();
    return others(hour(tag), tag).stream().map(CallerId::new).toList();
  }

  /// The credentials of the hour that are known, except this one.
  private Set<String> others(String hour, String credential) {
    Set<String> others = ConcurrentHashMap.newKeySet();
    others.addAll(credentials.getOrDefault(hour, Set.of()));
    others.remove(credential);
    return others;
  }

  /// Forgets whose hour it is.
  void drop(String hour) {
    Set<String> dropped = credentials.remove(hour);
    if (dropped != null) {
      dropped.forEach(credential -> hours.remove(credential, hour));
    }
  }
}
