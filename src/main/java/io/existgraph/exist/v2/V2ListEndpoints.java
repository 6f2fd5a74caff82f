package io.existgraph.exist.v2;

import io.existgraph.data.AverageListResource;
import io.existgraph.data.CacheKey;
import io.existgraph.data.CorrelationBatchResource;
import io.existgraph.data.CorrelationListResource;
import io.existgraph.data.InsightListResource;
import io.existgraph.data.ListResource;
import io.existgraph.exist.ReadRequest;
import io.existgraph.model.AttributeName;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The endpoints of API v2 for averages, insights and correlations.
final class V2ListEndpoints {
  private V2ListEndpoints() {}

  /// The newest averages of several attributes in one page.
  static ReadRequest averages(Collection<AverageListResource> listings) {
    AverageListResource any = listings.iterator().next();
    List<AttributeName> names = listings.stream().map(AverageListResource::attribute).toList();
    return V2Endpoints.request(
        "/api/2/averages/",
        1,
        history(names, any.from(), any.to()),
        listings.stream().map(CacheKey.FirstRowsOf::new).toList());
  }

  private static Map<String, String> history(
      Collection<AttributeName> names, @Nullable LocalDate from, @Nullable LocalDate to) {
    Map<String, String> query = new TreeMap<>();
    query.put("include_historical", "1");
    query.put("attributes", V2Endpoints.joined(names));
    put(query, "date_min", from);
    put(query, "date_max", to);
    return query;
  }

  static ReadRequest pair(AttributeName one, AttributeName other) {
    return ReadRequest.of(
        "/api/2/correlations/combo/",
        Map.of("attribute", one.value(), "attribute2", other.value()),
        new CacheKey.CorrelationPair(one, other));
  }

  /// A page of a list of Exist.
  static ReadRequest rows(ListResource<?> listing, int page) {
    Map<String, String> query = new TreeMap<>();
    CacheKey<?> key = new CacheKey.RowsOf<>(listing, page);
    return switch (listing) {
      case InsightListResource insights -> {
        put(query, "date_min", insights.requestedFrom());
        put(query, "date_max", insights.requestedTo());
        if (insights.priority() != null) {
          query.put("priority", insights.priority().toString());
        }
        yield V2Endpoints.request("/api/2/insights/", page, query, key);
      }
      case AverageListResource(var attribute, var from, var to) ->
          V2Endpoints.request("/api/2/averages/", page, history(List.of(attribute), from, to), key);
      case CorrelationListResource(var attribute, _, _, _) -> {
        query.put("attribute", attribute.value());
        yield V2Endpoints.request("/api/2/correlations/", page, query, key);
      }
      case CorrelationBatchResource(var strong, var confident) -> {
        put(query, "strong", strong);
        put(query, "confident", confident);
        yield V2Endpoints.request("/api/2/correlations/", page, query, key);
      }
    };
  }

  private static void put(Map<String, String> query, String name, @Nullable LocalDate date) {
    if (date != null) {
      query.put(name, date.toString());
    }
  }

  private static void put(Map<String, String> query, String name, @Nullable Boolean flag) {
    if (Boolean.TRUE.equals(flag)) {
      query.put(name, "1");
    }
  }
}
