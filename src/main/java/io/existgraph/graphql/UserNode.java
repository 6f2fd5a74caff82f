package io.existgraph.graphql;

import io.existgraph.credential.CallerId;
import io.existgraph.data.UserRef;
import io.existgraph.exist.AttributeSelector;
import io.existgraph.exist.Failure;
import io.existgraph.model.AttributeName;
import io.existgraph.model.Catalog;
import io.existgraph.model.Profile;
import io.existgraph.model.UnitPreferences;
import io.existgraph.operation.ReadResult;
import io.existgraph.relay.GlobalIds;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A user, reached as `root`, whose data are read as those of `user`: the caller's own name is the
/// caller.
record UserNode(CallerId caller, ReadResult known, UserRef root, UserRef user) {
  String id(String type, @Nullable Object... steps) {
    return GlobalIds.of(caller, type, root, steps);
  }

  Profile profile() {
    return known.profile(user);
  }

  UnitPreferences units() {
    return profile().units();
  }

  /// Attributes by name and group; null for a private user. One name alone need not be in a list of
  /// attributes that was read.
  @Nullable List<AttributeNode> attributes(
      @Nullable Set<String> names, @Nullable Set<String> groups) {
    if (names != null && names.size() == 1 && groups == null) {
      return attribute(names.iterator().next());
    }
    Catalog catalog = known.catalog(user, names);
    return catalog == null
        ? null
        : catalog.attributes().stream()
            .filter(new AttributeSelector.Among(names, groups)::matches)
            .map(it -> new AttributeNode(this, it.name(), null))
            .toList();
  }

  private List<AttributeNode> attribute(String text) {
    if (!AttributeName.isName(text)) {
      return List.of();
    }
    AttributeName name = new AttributeName(text);
    return known.has(user, name) ? List.of(new AttributeNode(this, name, null)) : List.of();
  }

  /// Fails for another user: Exist tells it of the caller alone.
  void mustBeCaller() {
    if (!user.isSelf()) {
      throw new Failure.Forbidden().asException();
    }
  }
}
