package io.existgraph.cache;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.existgraph.data.ListPage;
import io.existgraph.model.Attribute;
import io.existgraph.model.Catalog;
import java.util.List;

/// A memo of catalogs by the cached pages that they were made of, so that a list of attributes is
/// sorted once and not for each operation. An entry lives as long as its first page does.
public final class CatalogMemo {
  private static final Cache<ListPage<Attribute>, MemoizedCatalog> BY_FIRST_PAGE =
      Caffeine.newBuilder().weakKeys().executor(Runnable::run).build();

  private record MemoizedCatalog(List<ListPage<Attribute>> others, Catalog catalog) {}

  private CatalogMemo() {}

  /// The catalog of all attributes on these pages; there is at least one.
  public static Catalog of(List<ListPage<Attribute>> pages) {
    List<ListPage<Attribute>> others = pages.subList(1, pages.size());
    MemoizedCatalog memo = BY_FIRST_PAGE.getIfPresent(pages.getFirst());
    if (memo == null || !areSame(memo.others(), others)) {
      Catalog catalog = new Catalog(pages.stream().flatMap(page -> page.rows().stream()).toList());
      memo = new MemoizedCatalog(List.copyOf(others), catalog);
      BY_FIRST_PAGE.put(pages.getFirst(), memo);
    }
    return memo.catalog();
  }

  @SuppressWarnings("ReferenceEquality") // the cached objects themselves: pages are large
  private static boolean areSame(List<ListPage<Attribute>> some, List<ListPage<Attribute>> others) {
    if (some.size() != others.size()) {
      return false;
    }
    for (int i = 0; i < some.size(); i++) {
      if (some.get(i) != others.get(i)) {
        return false;
      }
    }
    return true;
  }
}
