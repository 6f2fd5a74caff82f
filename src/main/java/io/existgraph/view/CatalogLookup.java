package io.existgraph.view;

import io.existgraph.cache.CatalogMemo;
import io.existgraph.data.CacheKey;
import io.existgraph.data.ListPage;
import io.existgraph.data.ListResult;
import io.existgraph.data.UserRef;
import io.existgraph.model.Attribute;
import io.existgraph.model.AttributeName;
import io.existgraph.model.Catalog;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Lookup of a user's attributes in every cached response that may have them.
record CatalogLookup(CacheView view, UserRef user) {
  /// All attributes: as one response has them, else as they are listed. Null while they are
  /// unknown.
  @Nullable Catalog all() {
    Catalog catalog = view.get(new CacheKey.CatalogOf(user));
    if (catalog != null) {
      return catalog;
    }
    List<ListPage<Attribute>> pages = listing().all();
    if (pages == null && user.isSelf()) {
      pages = new CompleteList<>(view, CacheKey.AttributeServices::new).all();
    }
    return pages == null ? null : CatalogMemo.of(pages);
  }

  /// How many attributes there are, by all of them or by the count of their list; null while that
  /// is not known.
  @Nullable Integer count() {
    Catalog catalog = all();
    if (catalog != null) {
      return catalog.size();
    }
    ListPage<?> first = view.get(new CacheKey.ListedAttributes(user, 1));
    return first == null ? null : first.count();
  }

  /// One attribute, out of all or by itself.
  @Nullable Attribute attribute(AttributeName name) {
    Catalog catalog = all();
    if (catalog != null) {
      return catalog.attribute(name);
    }
    return user.isSelf() ? view.get(new CacheKey.SingleAttribute(name)) : null;
  }

  /// The attributes of these names; null while one of them is unknown.
  @Nullable Catalog among(Set<String> names) {
    List<Attribute> found = new ArrayList<>();
    for (String text : names) {
      AttributeName name = AttributeName.isName(text) ? new AttributeName(text) : null;
      Attribute attribute = name == null ? null : attribute(name);
      if (attribute != null) {
        found.add(attribute);
      } else if (name != null && !view.isAbsent(user, name)) {
        return null;
      }
    }
    return new Catalog(found);
  }

  /// The pages of the list of attributes: as it comes with values, else with services.
  ListResult<Attribute> listed() {
    ListResult<Attribute> listed = listing().rows();
    if (listed instanceof ListResult.MissingPages
        && user.isSelf()
        && view.services() instanceof ListResult.KnownRows<Attribute> services) {
      return services;
    }
    return listed;
  }

  private CompleteList<Attribute> listing() {
    return new CompleteList<>(view, page -> new CacheKey.ListedAttributes(user, page));
  }
}
