package io.existgraph.exist.client;

import io.existgraph.data.CacheKey;
import io.existgraph.data.UserRef;
import io.existgraph.exist.AttributeSelector;
import io.existgraph.exist.LoadKey;
import io.existgraph.exist.MissingData;
import io.existgraph.exist.ReadRequest;
import io.existgraph.model.AttributeName;
import io.existgraph.model.Catalog;
import io.existgraph.view.CacheView;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.Consumer;

/// A planner of the fewest requests that load keys, given what is cached. Used once.
public abstract class RequestPlanner {
  protected final CacheView view;
  protected final MissingData missing;
  protected final Set<ReadRequest> requests = new LinkedHashSet<>();
  protected final FollowUpRequests followUps = new FollowUpRequests();

  protected RequestPlanner(CacheView view) {
    this.view = view;
    this.missing = new MissingData(view);
  }

  protected final void requestIfUnknown(CacheKey<?> key, ReadRequest request) {
    if (view.get(key) == null) {
      requests.add(request);
    }
  }

  protected abstract void planAverages();

  /// Plans today's values of all attributes of the user, and which these are.
  protected abstract void planTodayOfAll(UserRef user);

  /// Plans goals: the values of today, and averages where an attribute has no goal attribute.
  protected final void planGoals(LoadKey.GoalsKey key, Consumer<LoadKey.ValuesKey> values) {
    AttributeSelector selector = key.names();
    Collection<AttributeName> names = selector.in(key.user(), view);
    Catalog catalog = view.catalog(key.user());
    if (names == null || catalog == null) {
      planTodayOfAll(key.user());
      planAverages();
      return;
    }
    MissingData.ofGoals(key.user(), names, catalog).forEach(values);
    if (missing.lacksGoal(key.user(), names)) {
      planAverages();
    }
  }
}
