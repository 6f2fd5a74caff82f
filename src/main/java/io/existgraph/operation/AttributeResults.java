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

/// Which attributes a user has, and their metadata.
final class AttributeResults {
  private final UserRef user;
  private final CacheView facts;
  private final EntryReader entries;

  AttributeResults(UserRef user, CacheView facts, EntryReader entries) {
    this.user = user;
    this.facts = facts;
    this.entries = entries;
  }

  LoadKey.Attributes of(AttributeSelector names) {
    return new Selected(names);
  }

  /// Whether the user has the attribute: by the list of attributes, else because Exist answered for
  /// it. Where that failed it is taken to exist, and its fields fail.
  boolean has(AttributeName name) {
    return facts.catalog(user) == null
        ? !facts.isAbsent(user, name)
        : facts.attribute(user, name) != null;
  }

  /// Also of documented attributes that no response described.
  ValueType type(AttributeName name) {
    Attribute known = facts.attribute(user, name);
    return known != null && known.valueType() != ValueType.UNKNOWN
        ? known.valueType()
        : KnownAttributes.of(name).map(KnownAttributes.Known::type).orElse(ValueType.UNKNOWN);
  }

  /// Of these names at least; null for a private user.
  private @Nullable Catalog catalog(@Nullable Set<String> names) {
    Catalog catalog = facts.catalog(user, names);
    if (catalog == null) {
      Failure failure = entries.failureOfAttributes(user);
      if (facts.profile(user) != null && failure == null) {
        return null;
      }
      throw (failure == null ? new Failure.BadResponse() : failure).asException();
    }
    noteUse(catalog);
    return catalog;
  }

  private void noteUse(Catalog catalog) {
    if (facts.get(new CacheKey.CatalogOf(user)) != null) {
      entries.noteUse(new CacheKey.CatalogOf(user), FreshnessClass.PROFILE);
    } else if (facts.listed(user) instanceof ListResult.Known<Attribute> listed) {
      listed.from().forEach(page -> entries.noteUse(page, FreshnessClass.PROFILE));
    } else {
      catalog
          .attributes()
          .forEach(
              attribute ->
                  entries.noteUse(new CacheKey.AboutOf(attribute.name()), FreshnessClass.PROFILE));
    }
  }

  private final class Selected implements LoadKey.Attributes {
    private final AttributeSelector names;

    Selected(AttributeSelector names) {
      this.names = names;
    }

    @Override
    public @Nullable Catalog catalog() {
      return AttributeResults.this.catalog(
          switch (names) {
            case AttributeSelector.One(var name) -> Set.of(name.value());
            case AttributeSelector.Among(var some, _) -> some;
            default -> null;
          });
    }

    @Override
    public Attribute get(AttributeName name) {
      Catalog catalog = AttributeResults.this.catalog(Set.of(name.value()));
      Attribute attribute = catalog == null ? null : catalog.attribute(name);
      if (attribute == null) {
        throw new Failure.NotFound().asException();
      }
      return attribute;
    }

    @Override
    public boolean lacks(AttributeName name) {
      Catalog catalog = AttributeResults.this.catalog(Set.of(name.value()));
      return catalog != null && catalog.attribute(name) == null;
    }

    @Override
    public Attribute listed(Attribute mentioned) {
      Attribute listed = facts.attribute(user, mentioned.name());
      if (listed == null) {
        Failure failure = entries.failureOf(new CacheKey.CatalogOf(user));
        if (failure != null) {
          throw failure.asException();
        }
        return mentioned;
      }
      return listed;
    }
  }
}
