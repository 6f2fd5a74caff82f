package io.existgraph.graphql;

import io.existgraph.credential.CallerId;
import io.existgraph.data.UserRef;
import io.existgraph.relay.GlobalIdCodec;
import org.jspecify.annotations.Nullable;

/// A user as the root field named them, and the caller whose credential reads them.
record UserNode(CallerId caller, UserRef user) {
  String id(String type, @Nullable Object... steps) {
    return GlobalIdCodec.of(caller, type, user, steps);
  }
}
