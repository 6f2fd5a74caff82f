package io.existgraph.operation;

import io.existgraph.model.Profile;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Whom a credential answers as. What one answer does not tell contradicts nothing.
public record AccountIdentity(@Nullable Integer id, @Nullable String username) {
  static AccountIdentity of(Profile profile) {
    return new AccountIdentity(profile.id(), profile.username());
  }

  boolean contradicts(Object first) {
    return first instanceof AccountIdentity(var firstId, var firstName)
        && (isOther(id, firstId) || isOther(username, firstName));
  }

  private static boolean isOther(@Nullable Object one, @Nullable Object other) {
    return one != null && other != null && !Objects.equals(one, other);
  }
}
