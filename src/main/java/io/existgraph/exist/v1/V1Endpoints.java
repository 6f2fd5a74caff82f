package io.existgraph.exist.v1;

import io.existgraph.data.AverageListResource;
import io.existgraph.data.CacheKey;
import io.existgraph.data.CorrelationBatchResource;
import io.existgraph.data.CorrelationListResource;
import io.existgraph.data.InsightListResource;
import io.existgraph.data.ListResource;
import io.existgraph.data.UserRef;
import io.existgraph.exist.ReadRequest;
import io.existgraph.model.AttributeName;
import java.time.LocalDate;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The endpoints of API v1. Each is requested in a single form, the widest, so that the cache is
/// hit often.
final class V1Endpoints {
  static final int RECENT_DAYS = 31;
  static final int PAGE = 100;

  private V1Endpoints() {}

  private static String user(UserRef user) {
    return "/api/1/users/" + user.name() + "/";
  }

  static ReadRequest overview(UserRef user) {
    return ReadRequest.of(
        user(user) + "today/",
        Map.of(),
        new CacheKey.ProfileOf(user),
        new CacheKey.CatalogOf(user),
        new CacheKey.TodayOf(user),
        new CacheKey.AbsenceOf(user, null));
  }

  static ReadRequest recent() {
    return ReadRequest.of(
        user(UserRef.SELF) + "attributes/",
        Map.of("limit", String.valueOf(RECENT_DAYS)),
        new CacheKey.RecentOf(UserRef.SELF, 1),
        new CacheKey.ListedAttributes(UserRef.SELF, 1));
  }

  /// A hundred days of one attribute, back from `to`.
  static ReadRequest days(UserRef user, AttributeName attribute, LocalDate to) {
    return ReadRequest.of(
        user(user) + "attributes/" + attribute + "/",
        Map.of("limit", String.valueOf(PAGE), "date_max", to.toString()),
        new CacheKey.DaysOf(user, attribute),
        new CacheKey.AbsenceOf(user, attribute));
  }

  static ReadRequest averages() {
    return ReadRequest.of(
        user(UserRef.SELF) + "averages/", Map.of(), new CacheKey.LatestAverages(1));
  }

  static ReadRequest owned() {
    return ReadRequest.of("/api/1/attributes/owned/", Map.of(), new CacheKey.OwnedAttributes(1));
  }

  static ReadRequest rows(CacheKey.RowsOf<?> rows) {
    ListResource<?> listing = rows.listing();
    Map<String, String> query = new TreeMap<>();
    query.put("limit", String.valueOf(PAGE));
    if (listing instanceof InsightListResource insights) {
      put(query, "date_min", insights.requestedFrom());
      put(query, "date_max", insights.requestedTo());
    } else {
      put(query, "date_min", listing.from());
      put(query, "date_max", listing.to());
    }
    if (rows.page() > 1) {
      query.put("page", String.valueOf(rows.page()));
    }
    return switch (listing) {
      case InsightListResource(var attribute, _, _, _) when attribute == null ->
          ReadRequest.of(user(UserRef.SELF) + "insights/", query, rows);
      case InsightListResource(var attribute, _, _, _) ->
          ofEach("insights", attribute, query, rows);
      case AverageListResource(var attribute, _, _) -> ofEach("averages", attribute, query, rows);
      case CorrelationListResource(var attribute, var latest, _, _) -> {
        if (latest) {
          query.put("latest", "true");
        }
        yield ofEach("correlations", attribute, query, rows);
      }
      case CorrelationBatchResource _ -> throw new IllegalArgumentException("v1 has no such list");
    };
  }

  private static ReadRequest ofEach(
      String list,
      @Nullable AttributeName attribute,
      Map<String, String> query,
      CacheKey.RowsOf<?> rows) {
    return ReadRequest.of(
        user(UserRef.SELF) + list + "/attribute/" + attribute + "/",
        query,
        rows,
        new CacheKey.AbsenceOf(UserRef.SELF, attribute));
  }

  private static void put(Map<String, String> query, String name, @Nullable LocalDate date) {
    if (date != null) {
      query.put(name, date.toString());
    }
  }
}
