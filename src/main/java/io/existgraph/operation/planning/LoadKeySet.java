package io.existgraph.operation.planning;

import io.existgraph.data.DateRange;
import io.existgraph.data.InsightListResource;
import io.existgraph.data.ListQuery;
import io.existgraph.data.UserRef;
import io.existgraph.exist.AttributeSelector;
import io.existgraph.exist.LoadKey;
import io.existgraph.exist.LoadKey.AttributeListsKey;
import io.existgraph.exist.LoadKey.AttributesKey;
import io.existgraph.exist.LoadKey.AveragesKey;
import io.existgraph.exist.LoadKey.CorrelationPairsKey;
import io.existgraph.exist.LoadKey.GoalsKey;
import io.existgraph.exist.LoadKey.InactiveAttributesKey;
import io.existgraph.exist.LoadKey.OwnedAttributesKey;
import io.existgraph.exist.LoadKey.PresenceKey;
import io.existgraph.exist.LoadKey.ProfileKey;
import io.existgraph.exist.LoadKey.ServicesKey;
import io.existgraph.exist.LoadKey.TemplatesKey;
import io.existgraph.exist.LoadKey.TypesKey;
import io.existgraph.exist.LoadKey.UserExistenceKey;
import io.existgraph.exist.LoadKey.UserListKey;
import io.existgraph.exist.LoadKey.ValuesKey;
import io.existgraph.model.AttributeName;
import io.existgraph.model.Profile;
import io.existgraph.view.CacheView;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The keys that an operation loads together. `free` ones are answered from whatever is known;
/// `namedUsers` may turn out to be the caller.
public record LoadKeySet(
    Collection<LoadKey<?>> keys, Collection<LoadKey<?>> free, Set<UserRef> namedUsers) {
  public static LoadKeySet of(Collection<? extends LoadKey<?>> keys) {
    return new LoadKeySet(List.copyOf(keys), List.of(), Set.of());
  }

  /// Keys that the look-ahead missed.
  public static LoadKeySet missed(Collection<? extends LoadKey<?>> keys) {
    Set<UserRef> users = keys.stream().map(LoadKey::user).collect(Collectors.toSet());
    return new LoadKeySet(List.copyOf(keys), List.of(), users);
  }

  /// Whose data a root field's user means, as far as it is known.
  public static UserRef resolve(UserRef user, CacheView view) {
    Profile self = view.profile(UserRef.SELF);
    return self != null && user.name().equals(self.username()) ? UserRef.SELF : user;
  }

  public Stream<LoadKey<?>> all() {
    return Stream.concat(keys.stream(), free.stream());
  }

  /// The keys that requests are planned for, with users and kinds of presence resolved as far as
  /// the facts reach. While it is not known whether a named user is the caller and that matters,
  /// the caller's profile comes first.
  public Set<LoadKey.Planned<?>> planned(CacheView view) {
    List<LoadKey<?>> resolved = new ArrayList<>();
    for (LoadKey<?> key : keys) {
      UserRef user = resolve(key.user(), view);
      if (user.isSelf()) {
        resolved.add(ofCaller(key));
      } else if (view.profile(UserRef.SELF) == null && mayDependOnCaller(key)) {
        resolved.add(new ProfileKey(UserRef.SELF));
      } else if (isOfOthers(key)) {
        resolved.add(key);
      }
    }
    return planned(resolved);
  }

  private boolean mayDependOnCaller(LoadKey<?> key) {
    return namedUsers.contains(key.user())
        ? keys.stream()
            .filter(other -> other.user().equals(key.user()))
            .anyMatch(other -> !isInOverview(other))
        : !isOfOthers(key);
  }

  /// The keys of users of whom it is not known whether they are the caller, for both cases: what
  /// may be requested once that is known.
  public Set<LoadKey.Planned<?>> plannedAfterwards(CacheView view) {
    List<LoadKey<?>> either = new ArrayList<>();
    if (view.profile(UserRef.SELF) == null) {
      for (LoadKey<?> key : keys) {
        if (!key.user().isSelf() && mayDependOnCaller(key)) {
          either.add(ofCaller(key));
          if (isOfOthers(key)) {
            either.add(key);
          }
        }
      }
    }
    return planned(either);
  }

  private static boolean isInOverview(LoadKey<?> key) {
    return switch (key) {
      case UserExistenceKey _, ProfileKey _, AttributesKey _, PresenceKey _, TypesKey _ -> true;
      case ValuesKey values -> values.range().equals(DateRange.TODAY);
      case InactiveAttributesKey inactive -> inactive.name() != null; // of others there are none
      default -> false;
    };
  }

  /// Whether Exist reveals it of users other than the caller.
  private static boolean isOfOthers(LoadKey<?> key) {
    return isInOverview(key) || key instanceof ValuesKey;
  }

  private static Set<LoadKey.Planned<?>> planned(Collection<LoadKey<?>> keys) {
    Set<LoadKey.Planned<?>> planned = new LinkedHashSet<>();
    for (LoadKey<?> key : keys) {
      switch (key) {
        case UserExistenceKey(var user) when user.isSelf() -> {}
        case UserExistenceKey(var user) -> planned.add(new ProfileKey(user));
        case PresenceKey(var user, var name) -> {
          if (keys.stream().noneMatch(other -> isAbout(user, name, other))) {
            planned.add(new AttributesKey(user, new AttributeSelector.ByName(name)));
          }
        }
        case TypesKey(var user, var names) when SelectorUnits.isDocumented(names) -> {}
        case TypesKey(var user, var names) -> addMetadata(user, names, planned);
        case AttributesKey(var user, var names) -> addMetadata(user, names, planned);
        case LoadKey.Planned<?> other -> {
          planned.add(other);
          if (needsLocalDates(other)) {
            planned.add(new ProfileKey(other.user()));
          }
        }
      }
    }
    return planned;
  }

  /// The list of owned attributes contains their metadata.
  private static void addMetadata(
      UserRef user, AttributeSelector names, Set<LoadKey.Planned<?>> planned) {
    if (!(names instanceof AttributeSelector.OwnedByService)) {
      planned.add(new AttributesKey(user, names));
    }
  }

  /// Whether the key's response shows that there is such an attribute.
  private static boolean isAbout(UserRef user, AttributeName name, LoadKey<?> key) {
    AttributeSelector names =
        switch (key) {
          case ValuesKey values -> values.names();
          case AttributeListsKey lists -> lists.names();
          case CorrelationPairsKey pairs -> pairs.names();
          default -> null;
        };
    return key.user().equals(user)
        && names instanceof AttributeSelector.ByName(var about)
        && about.equals(name);
  }

  /// Whether rows are filtered by the local date of a moment.
  private static boolean needsLocalDates(LoadKey<?> key) {
    return switch (key) {
      case UserListKey<?> list ->
          list.query().listing() instanceof InsightListResource && list.query().isFilteredByDate();
      case AttributeListsKey lists ->
          lists.template().of() == ListQuery.ListQueryTemplate.ListKind.INSIGHTS
              && (lists.template().from() != null || lists.template().to() != null);
      default -> false;
    };
  }

  /// The same key of the caller.
  private static LoadKey<?> ofCaller(LoadKey<?> key) {
    UserRef self = UserRef.SELF;
    return switch (key) {
      case UserExistenceKey _ -> new UserExistenceKey(self);
      case PresenceKey(_, var name) -> new PresenceKey(self, name);
      case TypesKey(_, var names) -> new TypesKey(self, names);
      case ProfileKey _ -> new ProfileKey(self);
      case AttributesKey(_, var names) -> new AttributesKey(self, names);
      case ServicesKey _ -> new ServicesKey(self);
      case InactiveAttributesKey(_, var name) -> new InactiveAttributesKey(self, name);
      case ValuesKey(_, var names, var range) -> new ValuesKey(self, names, range);
      case GoalsKey(_, var names) -> new GoalsKey(self, names);
      case AveragesKey _ -> new AveragesKey(self);
      case UserListKey<?> list -> new UserListKey<>(self, list.query());
      case AttributeListsKey(_, var names, var template) ->
          new AttributeListsKey(self, names, template);
      case CorrelationPairsKey(_, var names, var with) ->
          new CorrelationPairsKey(self, names, with);
      case OwnedAttributesKey _ -> new OwnedAttributesKey(self);
      case TemplatesKey _ -> new TemplatesKey(self);
    };
  }
}
