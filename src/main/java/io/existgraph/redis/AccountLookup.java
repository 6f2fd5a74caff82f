package io.existgraph.redis;

import io.existgraph.credential.CallerId;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// A lookup of callers' accounts: the account's name, null if it is not known, and the other
/// callers of the same account.
public record AccountLookup(
    Function<CallerId, @Nullable String> names, Function<CallerId, List<CallerId>> sharers) {
  /// Credentials that share no hour.
  public static final AccountLookup UNKNOWN = new AccountLookup(_ -> null, _ -> List.of());
}
