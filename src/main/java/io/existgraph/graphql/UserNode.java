package io.existgraph.graphql;

import io.existgraph.caller.CallerId;
import io.existgraph.model.Profile;
import io.existgraph.model.UnitPreferences;
import io.existgraph.plan.Ids;
import io.existgraph.plan.Known;
import io.existgraph.upstream.Failure;
import io.existgraph.upstream.UserRef;
import org.jspecify.annotations.Nullable;

/// A user, reached as `root`, whose data are read as those of `user`: the caller's own name is the
/// caller.
record UserNode(CallerId caller, Known known, UserRef root, UserRef user) {
  String id(String type, @Nullable Object... steps) {
    return Ids.of(caller, type, root, steps);
  }

  Profile profile() {
    return known.profile(user);
  }

  UnitPreferences units() {
    return profile().units();
  }

  /// Fails for another user: Exist tells it of the caller alone.
  void mustBeCaller() {
    if (!user.isSelf()) {
      throw new Failure.Forbidden().asException();
    }
  }
}
