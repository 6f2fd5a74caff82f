package io.existgraph.operation;

import io.existgraph.data.CacheKey;
import io.existgraph.data.UserRef;
import io.existgraph.exist.ApiFeature;
import io.existgraph.exist.AttributeSelector;
import io.existgraph.exist.ExistApi;
import io.existgraph.exist.Failure;
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
import io.existgraph.model.Attribute;
import io.existgraph.model.AttributeName;
import io.existgraph.model.Catalog;
import io.existgraph.model.Profile;
import io.existgraph.operation.planning.LoadKeySet;
import io.existgraph.view.CacheView;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The results of the keys of a read, by kind: the value, or the failure of its request.
public final class LoadResults {
  private final ExistApi api;
  private final CacheView view;
  private final EntryReader entries;
  private final ListLoadResults lists;

  LoadResults(ExistApi api, OperationCache cache, OperationStats stats) {
    this.api = api;
    this.view = cache.usable();
    this.entries = new EntryReader(view, cache, stats);
    this.lists = new ListLoadResults(api, view, cache, entries);
  }

  public CacheView view() {
    return view;
  }

  public Instant now() {
    return view.now();
  }

  /// Whether the API has a feature.
  public boolean can(ApiFeature feature) {
    return api.can(feature);
  }

  /// Whose data a root field's user means.
  public UserRef resolve(UserRef user) {
    return LoadKeySet.resolve(user, view);
  }

  public <V> LazyLoadResult<V> loaded(LoadKey<V> key) {
    return new LazyLoadResult<>(() -> get(key));
  }

  /// Fails as forbidden for what Exist reveals of the caller alone.
  @SuppressWarnings("unchecked") // each key's value is of the type that the key declares
  public <V> V get(LoadKey<V> key) {
    UserRef user = resolve(key.user());
    return (V)
        switch (key) {
          case UserExistenceKey _ -> user.isSelf() || !view.isAbsent(user, null);
          case ProfileKey _ -> profile(user);
          case PresenceKey(_, var name) -> attributes(user).has(name);
          case AttributesKey(_, var names) -> attributes(user, names);
          case TypesKey _ -> (LoadKey.AttributeDataLookup<?>) attributes(user)::type;
          case ValuesKey _ -> values(user);
          case GoalsKey _ -> goals(user);
          case ServicesKey _ -> lists(user).services();
          case InactiveAttributesKey(_, var name) -> inactive(user, name);
          case AveragesKey _ -> AverageResults.of(lists(user).averages());
          case UserListKey<?> list -> lists(user).rows(list.query());
          case AttributeListsKey(_, _, var template) -> lists(user).rowsOfEach(template);
          case CorrelationPairsKey(_, _, var with) -> lists(user).pairsWith(with);
          case OwnedAttributesKey _ -> new Catalog(lists(user).owned()).attributes();
          case TemplatesKey _ -> lists(user).templates();
        };
  }

  private List<Attribute> inactive(UserRef user, @Nullable AttributeName name) {
    if (!user.isSelf()) {
      return List.of();
    }
    return name == null ? lists.inactive() : lists.inactive(name);
  }

  private Profile profile(UserRef user) {
    return entries.require(new CacheKey.ProfileOf(user));
  }

  private AttributeResults attributes(UserRef user) {
    return attributes(user, AttributeSelector.all());
  }

  private AttributeResults attributes(UserRef user, AttributeSelector names) {
    return new AttributeResults(user, names, view, entries);
  }

  private LoadKey.ValueLookup values(UserRef user) {
    return new ValueLoadResults(user, view, entries);
  }

  private LoadKey.GoalLookup goals(UserRef user) {
    return new GoalLoadResults(attributes(user), values(user), lists(user), profile(user), now());
  }

  private ListLoadResults lists(UserRef user) {
    if (!user.isSelf()) {
      throw new Failure.Forbidden().asException();
    }
    return lists;
  }
}
