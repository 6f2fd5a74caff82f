package io.existgraph.exist.v2;

import io.existgraph.data.CacheKey;
import io.existgraph.data.DecodedResponse;
import io.existgraph.data.ListPage;
import io.existgraph.data.RecentValues;
import io.existgraph.exist.ReadRequest;
import java.util.List;
import java.util.Map;

/// A decoder of 404 responses, which Exist sends for pages past the end, pairs without a
/// correlation, and attributes that it does not page through.
record NotFoundDecoder(ReadRequest request) {
  void decode(DecodedResponse decoded) {
    request.keys().forEach(key -> decode(key, decoded));
  }

  private void decode(CacheKey<?> key, DecodedResponse decoded) {
    switch (key) {
      case CacheKey.RowsOf<?> rows when isPastTheEnd() -> addEmpty(rows, decoded);
      case CacheKey.ListedAttributes listed when isPastTheEnd() -> addEmpty(listed, decoded);
      case CacheKey.AttributeServices services when isPastTheEnd() -> addEmpty(services, decoded);
      case CacheKey.AllAttributes all when isPastTheEnd() -> addEmpty(all, decoded);
      case CacheKey.OwnedAttributes owned when isPastTheEnd() -> addEmpty(owned, decoded);
      case CacheKey.AttributeTemplates templates when isPastTheEnd() ->
          addEmpty(templates, decoded);
      case CacheKey.LatestAverages latest when isPastTheEnd() -> addEmpty(latest, decoded);
      case CacheKey.RecentOf recent when isPastTheEnd() ->
          decoded.add(recent, new RecentValues.RecentDayValues(V2Endpoints.WINDOW, Map.of()));
      case CacheKey.WindowOf window when isPastTheEnd() -> decoded.add(window, true);
      case CacheKey.CorrelationPair pair -> decoded.add(pair, List.of());
      case CacheKey.UnpagedAttribute unpaged -> decoded.add(unpaged, true);
      default -> {}
    }
  }

  private boolean isPastTheEnd() {
    return request.query().containsKey("page"); // which only those after the first have
  }

  private static <R> void addEmpty(CacheKey<ListPage<R>> key, DecodedResponse decoded) {
    decoded.add(key, ListPage.empty());
  }
}
