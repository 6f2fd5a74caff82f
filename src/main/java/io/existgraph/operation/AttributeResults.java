package io.existgraph.operation;

import io.existgraph.data.CacheKey;
import io.existgraph.data.FreshnessClass;
import io.existgraph.data.ListResult;
import io.existgraph.data.UserRef;
import io.existgraph.exist.AttributeSelector;
import io.existgraph.exist.Failure;
import io.existgraph.exist.LoadKey;
import io.existgraph.model.Attribute;
import io.existgraph.model.AttributeName;
import io.existgraph.model.Catalog;
import io.existgraph.model.KnownAttributes;
import io.existgraph.model.ValueType;
import io.existgraph.view.CacheView;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The attributes of a user that a selector means, and their metadata.
record AttributeResults(UserRef user, AttributeSelector names, CacheView view, EntryReader entries)
    implements LoadKey.AttributeLookup {

  @Override
  public @Nullable Catalog catalog() {
    return catalog(
        switch (names) {
          case AttributeSelector.ByName(var name) -> Set.of(name.value());
          case AttributeSelector.ByNamesAndGroups(var some, _) -> some;
          default -> null;
        });
  }

  @Override
  public Attribute get(AttributeName name) {
    Catalog catalog = catalog(Set.of(name.value()));
    Attribute attribute = catalog == null ? null : catalog.attribute(name);
    if (attribute == null) {
      throw new Failure.NotFound().asException();
    }
    return attribute;
  }

  @Override
  public boolean lacks(AttributeName name) {
    Catalog catalog = catalog(Set.of(name.value()));
    return catalog != null && catalog.attribute(name) == null;
  }

  @Override
  public Attribute listed(Attribute mentioned) {
    Attribute listed = view.attribute(user, mentioned.name());
    if (listed == null) {
      Failure failure = entries.failureOf(new CacheKey.CatalogOf(user));
      if (failure != null) {
        throw failure.asException();
      }
      return mentioned;
    }
    return listed;
  }

  /// Whether the user has the attribute: it is listed, or a response about it exists. After a
  /// failed request it counts as present, and its fields fail. A private user has none.
  boolean has(AttributeName name) {
    return view.catalog(user) == null
        ? !view.isAbsent(user, name) && !isWithheld()
        : view.attribute(user, name) != null;
  }

  /// Whether Exist answered for another user without any attributes.
  private boolean isWithheld() {
    return !user.isSelf()
        && view.profile(user) != null
        && entries.failureOfAttributes(user) == null;
  }

  /// Also of documented attributes that no response described.
  ValueType type(AttributeName name) {
    Attribute known = view.attribute(user, name);
    return known != null && known.valueType() != ValueType.UNKNOWN
        ? known.valueType()
        : KnownAttributes.of(name)
            .map(KnownAttributes.KnownAttribute::type)
            .orElse(ValueType.UNKNOWN);
  }

  /// Of these names at least; null for a private user.
  private @Nullable Catalog catalog(@Nullable Set<String> names) {
    Catalog catalog = view.catalog(user, names);
    if (catalog == null) {
      Failure failure = entries.failureOfAttributes(user);
      if (view.profile(user) != null && failure == null) {
        return null;
      }
      throw (failure == null ? new Failure.BadResponse() : failure).asException();
    }
    noteUse(catalog);
    return catalog;
  }

  private void noteUse(Catalog catalog) {
    if (view.get(new CacheKey.CatalogOf(user)) != null) {
      entries.noteUse(new CacheKey.CatalogOf(user), FreshnessClass.PROFILE);
    } else if (view.listed(user) instanceof ListResult.KnownRows<Attribute> listed) {
      listed.from().forEach(page -> entries.noteUse(page, FreshnessClass.PROFILE));
    } else {
      catalog
          .attributes()
          .forEach(
              attribute ->
                  entries.noteUse(
                      new CacheKey.SingleAttribute(attribute.name()), FreshnessClass.PROFILE));
    }
  }
}
