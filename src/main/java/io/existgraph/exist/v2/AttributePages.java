package io.existgraph.exist.v2;

import io.existgraph.data.CacheKey;
import io.existgraph.data.Page;
import io.existgraph.data.UserRef;
import io.existgraph.view.CacheView;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;

/// The pages of the list of attributes: as many as its first page says, or one while that is not
/// cached.
record AttributePages(CacheView view) {
  int count() {
    Page<?> first = view.get(new CacheKey.ListedOf(UserRef.SELF, 1));
    first = first == null ? view.get(new CacheKey.ServicesOf(1)) : first;
    return first == null || !first.hasNext() ? 1 : Objects.requireNonNullElse(first.pages(), 1);
  }

  List<Integer> numbers() {
    return IntStream.rangeClosed(1, count()).boxed().toList();
  }
}
