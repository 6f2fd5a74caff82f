package io.existgraph.operation.planning;

import io.existgraph.credential.CallerId;
import io.existgraph.data.DateRange;
import io.existgraph.data.UserRef;
import io.existgraph.exist.AttributeSelector;
import io.existgraph.exist.LoadKey;
import io.existgraph.model.AttributeName;
import io.existgraph.model.Profile;
import io.existgraph.relay.GlobalIds;
import io.existgraph.view.CacheView;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Reads off the selected fields what an operation needs. Refused fields need nothing.
public final class LookAhead {
  private final CallerId caller;

  public LookAhead(CallerId caller) {
    this.caller = caller;
  }

  /// What these root fields need.
  public LoadKeySource wish(List<? extends FieldSelection> roots) {
    return new LoadKeySource() {
      @Override
      public Collection<LoadKey> needs(CacheView facts) {
        Set<LoadKey> needs = new LinkedHashSet<>();
        roots.stream().filter(root -> !root.isRefused()).forEach(root -> root(root, facts, needs));
        return needs;
      }

      @Override
      public Collection<LoadKey> needsAfterwards(CacheView facts) {
        Set<LoadKey> needs = new LinkedHashSet<>();
        roots.stream()
            .filter(root -> root.name().equals("user"))
            .forEach(root -> eitherUser(root, facts, needs));
        return needs;
      }
    };
  }

  /// The needs of a user of whom it is not known whether they are the caller, for both cases.
  private static void eitherUser(FieldSelection root, CacheView facts, Set<LoadKey> needs) {
    String name = new FieldArguments(root.arguments()).text("username");
    if (name == null || !UserRef.isName(name) || facts.profile(UserRef.SELF) != null) {
      return;
    }
    Set<LoadKey> theirs = new LinkedHashSet<>();
    new UserLookAhead(new UserRef(name), theirs).of(root.children());
    if (!theirs.stream().allMatch(LookAhead::isInOverview)) {
      theirs.stream().filter(LookAhead::isTold).forEach(needs::add);
      new UserLookAhead(UserRef.SELF, needs).of(root.children());
    }
  }

  /// What the payload of a write to these attributes needs; null where Exist will name them.
  public LoadKeySource payload(List<FieldSelection> fields, @Nullable Set<String> names) {
    return _ -> {
      Set<LoadKey> needs = new LinkedHashSet<>();
      for (FieldSelection field : fields) {
        switch (field.name()) {
          case "user" -> new UserLookAhead(UserRef.SELF, needs).of(field.children());
          case "ownedAttributes" -> owned(field.children(), needs);
          case "results" -> {
            AttributeLookAhead written =
                new AttributeLookAhead(
                    UserRef.SELF, new AttributeSelector.Among(names, null), needs);
            below(field, "attribute").forEach(it -> written.of(it.children()));
            below(field, "value").forEach(it -> written.ofKnownValue(it.children()));
          }
          default -> {}
        }
      }
      return needs;
    };
  }

  private static void owned(List<FieldSelection> fields, Set<LoadKey> needs) {
    needs.add(new LoadKey.Owned(UserRef.SELF));
    new AttributeLookAhead(UserRef.SELF, new AttributeSelector.Owned(), needs).of(fields);
  }

  private static void templates(FieldSelection root, Set<LoadKey> needs) {
    needs.add(new LoadKey.Templates(UserRef.SELF));
    for (FieldSelection attributes : below(root, "group", "attributes")) {
      new AttributeLookAhead(UserRef.SELF, AttributeSelector.all(), needs)
          .of(attributes.children());
    }
  }

  private void root(FieldSelection root, CacheView facts, Set<LoadKey> needs) {
    FieldArguments arguments = new FieldArguments(root.arguments());
    switch (root.name()) {
      case "me" -> new UserLookAhead(UserRef.SELF, needs).of(root.children());
      case "user" -> user(arguments.text("username"), root.children(), facts, needs);
      case "ownedAttributes" -> owned(root.children(), needs);
      case "attributeTemplates" -> templates(root, needs);
      case "node" -> node(arguments.text("id"), root.children(), facts, needs);
      case "nodes" -> {
        Collection<String> ids = arguments.names("ids");
        for (String id : ids == null ? List.<String>of() : ids) {
          node(id, root.children(), facts, needs);
        }
      }
      default -> {}
    }
  }

  /// The caller's own name is `me`. Where it matters whether it is and that is not known, that is
  /// found out first.
  private static void user(
      @Nullable String name, List<FieldSelection> children, CacheView facts, Set<LoadKey> needs) {
    if (name == null || !UserRef.isName(name)) {
      return;
    }
    UserRef user = resolve(new UserRef(name), facts);
    Set<LoadKey> theirs = new LinkedHashSet<>();
    new UserLookAhead(user, theirs).of(children);
    if (user.isSelf() || theirs.stream().allMatch(LookAhead::isInOverview)) {
      needs.addAll(theirs);
    } else if (facts.profile(UserRef.SELF) == null) {
      needs.add(new LoadKey.Identity(UserRef.SELF));
    } else {
      theirs.stream().filter(LookAhead::isTold).forEach(needs::add);
    }
  }

  /// Whose data a root means, as far as it is known.
  public static UserRef resolve(UserRef user, CacheView facts) {
    Profile self = facts.profile(UserRef.SELF);
    return self != null && user.name().equals(self.username()) ? UserRef.SELF : user;
  }

  private static boolean isInOverview(LoadKey need) {
    return need instanceof LoadKey.Identity
        || need instanceof LoadKey.Attributes
        || (need instanceof LoadKey.Values values && values.span().equals(DateRange.TODAY));
  }

  /// Whether Exist tells it of another user.
  private static boolean isTold(LoadKey need) {
    return isInOverview(need) || need instanceof LoadKey.Values;
  }

  private void node(
      @Nullable String id, List<FieldSelection> children, CacheView facts, Set<LoadKey> needs) {
    if (id != null) {
      GlobalIds.read(caller, id)
          .ifPresent(
              path -> new NodeLookAhead(path, resolve(path.user(), facts), needs).of(children));
    }
  }

  static AttributeSelector oneOrAmong(@Nullable Set<String> names, @Nullable Set<String> groups) {
    if (names != null && names.size() == 1 && groups == null) {
      String only = names.iterator().next();
      if (AttributeName.isName(only)) {
        return new AttributeSelector.One(new AttributeName(only));
      }
    }
    return new AttributeSelector.Among(names, groups);
  }

  static List<FieldSelection> below(FieldSelection field, String... path) {
    List<FieldSelection> found = List.of(field);
    for (String step : path) {
      List<FieldSelection> next = new ArrayList<>();
      for (FieldSelection parent : found) {
        parent.children().stream().filter(it -> it.name().equals(step)).forEach(next::add);
      }
      found = next;
    }
    return found;
  }
}
