package io.existgraph.plan;

import io.existgraph.model.Profile;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Whom a credential answers as. What one answer does not tell contradicts nothing.
record Owner(@Nullable Integer id, @Nullable String username) {
  static Owner of(Profile profile) {
    return new Owner(profile.id(), profile.username());
  }

  boolean contradicts(Object first) {
    return first instanceof Owner(var firstId, var firstName)
        && (isOther(id, firstId) || isOther(username, firstName));
  }

  private static boolean isOther(@Nullable Object one, @Nullable Object other) {
    return one != null && other != null && !Objects.equals(one, other);
  }
}
