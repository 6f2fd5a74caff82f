package io.existgraph.graphql;

import io.existgraph.data.UserRef;
import io.existgraph.exist.AttributeSelector;
import io.existgraph.exist.LoadKey;
import io.existgraph.exist.LoadKey.PresenceKey;
import io.existgraph.model.AttributeName;
import io.existgraph.model.Catalog;
import io.existgraph.operation.planning.FieldArguments;
import io.existgraph.operation.planning.SelectedField;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The attributes that the arguments `name`, or `names` and `groups`, select: the selector of these
/// arguments, its key, and what the key loaded.
final class SelectedAttributes {
  private SelectedAttributes() {}

  /// The selector of the arguments of a field.
  static AttributeSelector selector(SelectedField field) {
    FieldArguments arguments = field.arguments();
    if (field.name().equals("attribute")) {
      return selector(Set.of(String.valueOf(arguments.text("name"))), null);
    }
    return selector(arguments.names("names"), arguments.names("groups"));
  }

  private static AttributeSelector selector(
      @Nullable Set<String> names, @Nullable Set<String> groups) {
    if (names != null && names.size() == 1 && groups == null) {
      String only = names.iterator().next();
      if (AttributeName.isName(only)) {
        return AttributeSelector.named(new AttributeName(only));
      }
    }
    return new AttributeSelector.ByNamesAndGroups(names, groups);
  }

  /// The key of the attributes of a selector.
  static LoadKey<?> keyOf(UserRef user, AttributeSelector names) {
    return names instanceof AttributeSelector.ByName(var name)
        ? new PresenceKey(user, name)
        : new AttributeScope(user, names).attributes();
  }

  /// The attributes of a selector, which its key loaded; null for a private user.
  static @Nullable List<AttributeNode> selected(
      UserNode user, AttributeSelector names, FieldLoads loads) {
    return switch (names) {
      case AttributeSelector.ByName(var name) ->
          loads.get(new PresenceKey(user.user(), name))
              ? List.of(AttributeNode.named(user, names, name))
              : List.of();
      case AttributeSelector.ByNamesAndGroups among ->
          among(
              user,
              among,
              loads.get(new AttributeScope(user.user(), names).attributes()).catalog());
      default -> throw new IllegalStateException("not a selector of arguments: " + names);
    };
  }

  private static @Nullable List<AttributeNode> among(
      UserNode user, AttributeSelector.ByNamesAndGroups names, @Nullable Catalog catalog) {
    return catalog == null
        ? null
        : catalog.attributes().stream()
            .filter(names::matches)
            .map(attribute -> AttributeNode.listed(user, names, attribute))
            .toList();
  }
}
