package io.existgraph.exist;

import io.existgraph.data.CacheKey;
import io.existgraph.data.ListPage;
import io.existgraph.data.ListResource;
import io.existgraph.view.CacheView;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// The decision whether a list over all attributes takes fewer requests than a list per attribute.
public final class BulkListPolicy {
  /// The fewest attributes for which it is worth finding out how long the list is.
  public static final int MIN_ATTRIBUTES = 4;

  private final CacheView view;
  private final ListResource<?> list;
  private final boolean isRequested;
  private final @Nullable ListPage<?> first;

  /// `isRequested` when its first page is requested anyway.
  public BulkListPolicy(CacheView view, ListResource<?> list, boolean isRequested) {
    this.view = view;
    this.list = list;
    this.isRequested = isRequested;
    this.first = view.get(new CacheKey.RowsOf<>(list, 1));
  }

  public boolean isWorthBeginning(int attributes) {
    return first == null && attributes > 0 && (isRequested || attributes >= MIN_ATTRIBUTES);
  }

  public boolean isWorthFinishing(int attributes) {
    return first != null && !rest().isEmpty() && rest().size() <= attributes;
  }

  /// The pages that are still missing.
  public List<Integer> rest() {
    Integer last = first == null ? null : first.pages();
    return IntStream.rangeClosed(2, last == null ? 0 : last)
        .filter(page -> view.get(new CacheKey.RowsOf<>(list, page)) == null)
        .boxed()
        .toList();
  }
}
