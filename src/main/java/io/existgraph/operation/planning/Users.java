package io.existgraph.operation.planning;

import io.existgraph.data.UserRef;
import io.existgraph.model.Profile;
import io.existgraph.view.CacheView;

/// Resolves the caller's own name to the caller.
public final class Users {
  private Users() {}

  /// Whose data a root field's user means, as far as it is known.
  public static UserRef resolve(UserRef user, CacheView facts) {
    Profile self = facts.profile(UserRef.SELF);
    return self != null && user.name().equals(self.username()) ? UserRef.SELF : user;
  }
}
