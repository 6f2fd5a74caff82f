package io.existgraph.exist;

import io.existgraph.data.CacheKey;
import io.existgraph.data.ListResource;
import io.existgraph.data.Page;
import io.existgraph.view.CacheView;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// Whether a list over all attributes answers for many of them at less than one request each.
public final class BulkListPolicy {
  /// Below this it is cheaper to ask per attribute than to learn how long the list is.
  public static final int FEW = 4;

  private final CacheView facts;
  private final ListResource<?> list;
  private final boolean isAsked;
  private final @Nullable Page<?> first;

  /// `isAsked` when its first page is being asked for anyway.
  public BulkListPolicy(CacheView facts, ListResource<?> list, boolean isAsked) {
    this.facts = facts;
    this.list = list;
    this.isAsked = isAsked;
    this.first = facts.get(new CacheKey.RowsOf<>(list, 1));
  }

  public boolean isWorthBeginning(int attributes) {
    return first == null && attributes > 0 && (isAsked || attributes >= FEW);
  }

  public boolean isWorthFinishing(int attributes) {
    return first != null && !rest().isEmpty() && rest().size() <= attributes;
  }

  /// The pages that are still missing.
  public List<Integer> rest() {
    Integer last = first == null ? null : first.pages();
    return IntStream.rangeClosed(2, last == null ? 0 : last)
        .filter(page -> facts.get(new CacheKey.RowsOf<>(list, page)) == null)
        .boxed()
        .toList();
  }
}
