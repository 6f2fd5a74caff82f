package io.existgraph.exist.v2;

import io.existgraph.data.CacheKey;
import io.existgraph.data.FreshnessClass;
import io.existgraph.data.ListResult;
import io.existgraph.data.UserRef;
import io.existgraph.exist.ReadRequest;
import io.existgraph.exist.client.FollowUpRequests;
import io.existgraph.model.Attribute;
import io.existgraph.model.AttributeName;
import io.existgraph.model.Catalog;
import io.existgraph.view.CacheView;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// The planner for inactive attributes. Only the list of all attributes has them: Exist ignores
/// names there, and leaves inactive ones out wherever else they are named. So the list is read for
/// a name that the active attributes turn out not to have, once for any number of names.
final class InactiveAttributePlanner {
  private final CacheView view;
  private final FollowUpRequests followUps;
  private final Set<AttributeName> named = new TreeSet<>();
  private boolean wantsAll;

  InactiveAttributePlanner(CacheView view, FollowUpRequests followUps) {
    this.view = view;
    this.followUps = followUps;
  }

  /// Adds the one of that name, or all of them.
  void add(@Nullable AttributeName name) {
    if (name == null) {
      wantsAll = true;
    } else {
      named.add(name);
    }
  }

  void planInto(Set<ReadRequest> requests) {
    boolean isNeeded = wantsAll || named.stream().anyMatch(this::isUnlisted);
    ListResult<Attribute> all = view.whole(CacheKey.AllAttributes::new);
    if (isNeeded && all instanceof ListResult.MissingPages<Attribute> missing) {
      List<ReadRequest> pages = missing.pages().stream().map(V2Endpoints::all).toList();
      requests.addAll(pages);
      followUps.addLater(pages, missing.later());
    } else if (all instanceof ListResult.KnownRows<Attribute> known) {
      if (named.stream().anyMatch(name -> isUnlisted(name) && isOutdated(known, name))) {
        known.from().stream()
            .map(page -> V2Endpoints.all(((CacheKey.AllAttributes) page).page()))
            .forEach(requests::add);
      }
    } else if (named.stream().anyMatch(this::mayBeUnlisted)) {
      followUps.add(1);
      followUps.addFurther(AttributePages.MAX_FURTHER);
    }
  }

  /// Whether no active attribute has the name.
  private boolean isUnlisted(AttributeName name) {
    Catalog catalog = view.catalog(UserRef.SELF);
    return catalog == null ? view.isAbsent(UserRef.SELF, name) : catalog.attribute(name) == null;
  }

  /// Whether the list may follow, beside what is read where the attribute is an active one.
  private boolean mayBeUnlisted(AttributeName name) {
    CacheKey.DaysOf days = new CacheKey.DaysOf(UserRef.SELF, name);
    return view.attribute(UserRef.SELF, name) == null
        && view.get(days) == null // which only an attribute has
        && !followUps.hasLaterDays(days);
  }

  /// Whether the list still has it as active, and is not of the last minutes.
  private boolean isOutdated(ListResult.KnownRows<Attribute> all, AttributeName name) {
    boolean isNew = view.isKnownAs(FreshnessClass.TODAY, new CacheKey.AllAttributes(1));
    return !isNew
        && all.rows().stream()
            .anyMatch(row -> row.name().equals(name) && !Boolean.FALSE.equals(row.isActive()));
  }
}
