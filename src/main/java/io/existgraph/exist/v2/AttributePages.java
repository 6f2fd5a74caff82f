package io.existgraph.exist.v2;

import io.existgraph.data.CacheKey;
import io.existgraph.data.ListPage;
import io.existgraph.data.UserRef;
import io.existgraph.exist.ReadRequest;
import io.existgraph.model.Catalog;
import io.existgraph.view.CacheView;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// The pages of the list of attributes: as many and as large as its first page says, or one of a
/// hundred while that is not cached.
record AttributePages(CacheView view) {
  /// As many pages as the attributes of an account are expected to have behind the first.
  static final int MAX_FURTHER = Math.ceilDiv(Catalog.MAX_SIZE, V2Endpoints.PAGE) - 1;

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

  /// How many pages may follow one that is requested, of lists over all attributes whose number of
  /// pages is not known.
  int further(ReadRequest request) {
    return request.keys().stream().mapToInt(this::further).max().orElse(0);
  }

  private int further(CacheKey<?> key) {
    return switch (key) {
      case CacheKey.ListedAttributes(_, var page) -> furtherListed(page);
      case CacheKey.RecentOf(_, var page) -> furtherListed(page);
      case CacheKey.WindowOf(_, var page) -> furtherListed(page);
      case CacheKey.AttributeServices(var page) -> further(page, Catalog.MAX_SIZE);
      case CacheKey.AllAttributes(var page) -> further(page, Catalog.MAX_SIZE);
      case CacheKey.OwnedAttributes(var page) -> further(page, Catalog.MAX_SIZE);
      case CacheKey.AttributeTemplates(var page) -> further(page, Catalog.MAX_SIZE);
      case CacheKey.LatestAverages(var page) -> further(page, view.mostAttributes());
      default -> 0;
    };
  }

  private int furtherListed(int page) {
    return areCounted() ? 0 : further(page, Catalog.MAX_SIZE);
  }

  private static int further(int page, int rows) {
    return page > 1 ? 0 : Math.ceilDiv(Math.max(1, rows), V2Endpoints.PAGE) - 1;
  }

  List<Integer> numbers() {
    return IntStream.rangeClosed(1, count()).boxed().toList();
  }
}
