package io.existgraph.exist.v2;

import io.existgraph.data.CacheKey;
import io.existgraph.data.ListPage;
import io.existgraph.data.UserRef;
import io.existgraph.view.CacheView;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// The pages of the list of attributes: as many and as large as its first page says, or one of a
/// hundred while that is not cached.
record AttributePages(CacheView view) {
  private @Nullable ListPage<?> first() {
    ListPage<?> listed = view.get(new CacheKey.ListedAttributes(UserRef.SELF, 1));
    return listed == null ? view.get(new CacheKey.AttributeServices(1)) : listed;
  }

  /// How many attributes a response has at most.
  int size() {
    return view.pageSize(CacheKey.PageSize.PageContent.ATTRIBUTES, V2Endpoints.PAGE);
  }

  int count() {
    ListPage<?> first = first();
    return first == null || !first.hasNext() ? 1 : Objects.requireNonNullElse(first.pages(), 1);
  }

  /// Whether it is known how many there are.
  boolean areCounted() {
    return first() != null;
  }

  List<Integer> numbers() {
    return IntStream.rangeClosed(1, count()).boxed().toList();
  }
}
