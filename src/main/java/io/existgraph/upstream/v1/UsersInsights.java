package io.existgraph.upstream.v1;

import io.existgraph.model.Insight;
import io.existgraph.upstream.Facts;
import io.existgraph.upstream.Listing;
import io.existgraph.upstream.Page;
import io.existgraph.upstream.RowsQuery;
import io.existgraph.upstream.Topic;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// Whether the user's own list of insights answers for many attributes at less than one request
/// each.
final class UsersInsights {
  static final Listing<Insight> LIST = new Listing.Insights(null, null, null);

  /// Below this it is cheaper to ask per attribute than to learn how long the list is.
  private static final int FEW = 4;

  private final Facts facts;
  private final boolean isAsked;
  private final @Nullable Page<Insight> first;

  UsersInsights(Facts facts, boolean isAsked) {
    this.facts = facts;
    this.isAsked = isAsked;
    this.first = facts.get(new Topic.RowsOf<>(LIST, 1));
  }

  static boolean canServe(RowsQuery.Template template) {
    return template.after() == null
        && template.from() == null
        && template.to() == null
        && !template.counted();
  }

  boolean isWorthBeginning(int attributes) {
    return first == null && attributes > 0 && (isAsked || attributes >= FEW);
  }

  boolean isWorthFinishing(int attributes) {
    return first != null && !rest().isEmpty() && rest().size() <= attributes;
  }

  /// The pages that are still missing.
  List<Integer> rest() {
    if (first == null || first.count() == null || first.size() == 0) {
      return List.of();
    }
    int last = (first.count() + first.size() - 1) / first.size();
    return IntStream.rangeClosed(2, last)
        .filter(page -> facts.get(new Topic.RowsOf<>(LIST, page)) == null)
        .boxed()
        .toList();
  }
}
