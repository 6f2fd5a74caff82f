package io.existgraph.upstream.v1;

import io.existgraph.model.AttributeName;
import io.existgraph.upstream.Ask;
import io.existgraph.upstream.Listing;
import io.existgraph.upstream.Topic;
import io.existgraph.upstream.UserRef;
import java.time.LocalDate;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The addresses of API v1. Each is asked in one form only, the widest, so that memory is hit
/// often.
final class Asks {
  static final int RECENT_DAYS = 31;
  static final int PAGE = 100;

  private Asks() {}

  private static String user(UserRef user) {
    return "/api/1/users/" + user.name() + "/";
  }

  static Ask overview(UserRef user) {
    return Ask.of(
        user(user) + "today/",
        Map.of(),
        new Topic.ProfileOf(user),
        new Topic.CatalogOf(user),
        new Topic.TodayOf(user),
        new Topic.Absent(user, null));
  }

  static Ask recent() {
    return Ask.of(
        user(UserRef.SELF) + "attributes/",
        Map.of("limit", String.valueOf(RECENT_DAYS)),
        new Topic.RecentOf(UserRef.SELF, 1),
        new Topic.ListedOf(UserRef.SELF, 1));
  }

  /// A hundred days of one attribute, back from `to`.
  static Ask days(UserRef user, AttributeName attribute, LocalDate to) {
    return Ask.of(
        user(user) + "attributes/" + attribute + "/",
        Map.of("limit", String.valueOf(PAGE), "date_max", to.toString()),
        new Topic.DaysOf(user, attribute),
        new Topic.Absent(user, attribute));
  }

  static Ask averages() {
    return Ask.of(user(UserRef.SELF) + "averages/", Map.of(), new Topic.LatestAverages(1));
  }

  static Ask owned() {
    return Ask.of("/api/1/attributes/owned/", Map.of(), new Topic.Owned(1));
  }

  static Ask rows(Topic.RowsOf<?> rows) {
    Listing<?> listing = rows.listing();
    Map<String, String> query = new TreeMap<>();
    query.put("limit", String.valueOf(PAGE));
    put(query, "date_min", listing.from());
    put(query, "date_max", listing.to());
    if (rows.page() > 1) {
      query.put("page", String.valueOf(rows.page()));
    }
    return switch (listing) {
      case Listing.Insights(var attribute, _, _) when attribute == null ->
          Ask.of(user(UserRef.SELF) + "insights/", query, rows);
      case Listing.Insights(var attribute, _, _) -> ofEach("insights", attribute, query, rows);
      case Listing.Averages(var attribute, _, _) -> ofEach("averages", attribute, query, rows);
      case Listing.Correlations(var attribute, var latest, _, _) -> {
        if (latest) {
          query.put("latest", "true");
        }
        yield ofEach("correlations", attribute, query, rows);
      }
      case Listing.Batch _ -> throw new IllegalArgumentException("v1 has no such list");
    };
  }

  private static Ask ofEach(
      String list,
      @Nullable AttributeName attribute,
      Map<String, String> query,
      Topic.RowsOf<?> rows) {
    return Ask.of(
        user(UserRef.SELF) + list + "/attribute/" + attribute + "/",
        query,
        rows,
        new Topic.Absent(UserRef.SELF, attribute));
  }

  private static void put(Map<String, String> query, String name, @Nullable LocalDate date) {
    if (date != null) {
      query.put(name, date.toString());
    }
  }
}
