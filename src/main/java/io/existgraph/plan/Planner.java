package io.existgraph.plan;

import io.existgraph.caller.CallerId;
import io.existgraph.model.AttributeName;
import io.existgraph.model.Profile;
import io.existgraph.upstream.Facts;
import io.existgraph.upstream.Names;
import io.existgraph.upstream.Need;
import io.existgraph.upstream.Span;
import io.existgraph.upstream.UserRef;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Reads off the selected fields what an operation needs. Refused fields need nothing.
public final class Planner {
  private final CallerId caller;

  public Planner(CallerId caller) {
    this.caller = caller;
  }

  /// What these root fields need.
  public Wish wish(List<? extends Selection> roots) {
    return new Wish() {
      @Override
      public Collection<Need> needs(Facts facts) {
        Set<Need> needs = new LinkedHashSet<>();
        roots.stream().filter(root -> !root.isRefused()).forEach(root -> root(root, facts, needs));
        return needs;
      }

      @Override
      public Collection<Need> needsAfterwards(Facts facts) {
        Set<Need> needs = new LinkedHashSet<>();
        roots.stream()
            .filter(root -> root.name().equals("user"))
            .forEach(root -> eitherUser(root, facts, needs));
        return needs;
      }
    };
  }

  /// The needs of a user of whom it is not known whether they are the caller, for both cases.
  private static void eitherUser(Selection root, Facts facts, Set<Need> needs) {
    String name = new Arguments(root.arguments()).text("username");
    if (name == null || !UserRef.isName(name) || facts.profile(UserRef.SELF) != null) {
      return;
    }
    Set<Need> theirs = new LinkedHashSet<>();
    new UserNeeds(new UserRef(name), theirs).of(root.children());
    if (!theirs.stream().allMatch(Planner::isInOverview)) {
      theirs.stream().filter(Planner::isTold).forEach(needs::add);
      new UserNeeds(UserRef.SELF, needs).of(root.children());
    }
  }

  /// What the payload of a write to these attributes needs; null where Exist will name them.
  public Wish payload(List<Selection> fields, @Nullable Set<String> names) {
    return _ -> {
      Set<Need> needs = new LinkedHashSet<>();
      for (Selection field : fields) {
        switch (field.name()) {
          case "user" -> new UserNeeds(UserRef.SELF, needs).of(field.children());
          case "ownedAttributes" -> owned(field.children(), needs);
          case "results" -> {
            AttributeNeeds written =
                new AttributeNeeds(UserRef.SELF, new Names.Among(names, null), needs);
            below(field, "attribute").forEach(it -> written.of(it.children()));
            below(field, "value").forEach(it -> written.ofKnownValue(it.children()));
          }
          default -> {}
        }
      }
      return needs;
    };
  }

  private static void owned(List<Selection> fields, Set<Need> needs) {
    needs.add(new Need.Owned(UserRef.SELF));
    new AttributeNeeds(UserRef.SELF, new Names.Owned(), needs).of(fields);
  }

  private static void templates(Selection root, Set<Need> needs) {
    needs.add(new Need.Templates(UserRef.SELF));
    for (Selection attributes : below(root, "group", "attributes")) {
      new AttributeNeeds(UserRef.SELF, Names.all(), needs).of(attributes.children());
    }
  }

  private void root(Selection root, Facts facts, Set<Need> needs) {
    Arguments arguments = new Arguments(root.arguments());
    switch (root.name()) {
      case "me" -> new UserNeeds(UserRef.SELF, needs).of(root.children());
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
      @Nullable String name, List<Selection> children, Facts facts, Set<Need> needs) {
    if (name == null || !UserRef.isName(name)) {
      return;
    }
    UserRef user = resolve(new UserRef(name), facts);
    Set<Need> theirs = new LinkedHashSet<>();
    new UserNeeds(user, theirs).of(children);
    if (user.isSelf() || theirs.stream().allMatch(Planner::isInOverview)) {
      needs.addAll(theirs);
    } else if (facts.profile(UserRef.SELF) == null) {
      needs.add(new Need.Identity(UserRef.SELF));
    } else {
      theirs.stream().filter(Planner::isTold).forEach(needs::add);
    }
  }

  /// Whose data a root means, as far as it is known.
  public static UserRef resolve(UserRef user, Facts facts) {
    Profile self = facts.profile(UserRef.SELF);
    return self != null && user.name().equals(self.username()) ? UserRef.SELF : user;
  }

  private static boolean isInOverview(Need need) {
    return need instanceof Need.Identity
        || need instanceof Need.Attributes
        || (need instanceof Need.Values values && values.span().equals(Span.TODAY));
  }

  /// Whether Exist tells it of another user.
  private static boolean isTold(Need need) {
    return isInOverview(need) || need instanceof Need.Values;
  }

  private void node(@Nullable String id, List<Selection> children, Facts facts, Set<Need> needs) {
    if (id != null) {
      Ids.read(caller, id)
          .ifPresent(path -> new NodeNeeds(path, resolve(path.user(), facts), needs).of(children));
    }
  }

  static Names oneOrAmong(@Nullable Set<String> names, @Nullable Set<String> groups) {
    if (names != null && names.size() == 1 && groups == null) {
      String only = names.iterator().next();
      if (AttributeName.isName(only)) {
        return new Names.One(new AttributeName(only));
      }
    }
    return new Names.Among(names, groups);
  }

  static List<Selection> below(Selection field, String... path) {
    List<Selection> found = List.of(field);
    for (String step : path) {
      List<Selection> next = new ArrayList<>();
      for (Selection parent : found) {
        parent.children().stream().filter(it -> it.name().equals(step)).forEach(next::add);
      }
      found = next;
    }
    return found;
  }
}
