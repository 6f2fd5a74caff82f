package io.existgraph.exist.v1;

import io.existgraph.data.CacheKey;
import io.existgraph.data.DecodedResponse;
import io.existgraph.data.ListPage;
import io.existgraph.data.RecentValues;
import io.existgraph.data.UserRef;
import io.existgraph.exist.Failure;
import io.existgraph.exist.ReadRequest;
import io.existgraph.exist.http.ExistResponse;
import io.existgraph.exist.http.ResponseOutcome;
import io.existgraph.exist.json.AttributeDecoder;
import io.existgraph.exist.json.DailyValuesDecoder;
import io.existgraph.exist.json.ListRowDecoder;
import io.existgraph.exist.tree.JsonValue;
import io.existgraph.model.Attribute;
import io.existgraph.model.Profile;
import io.existgraph.model.WeeklyAverage;
import io.existgraph.time.Moment;
import java.time.LocalDate;

/// The decoder of responses of API v1. `sentAt` is when the request was sent.
record V1Decoder(ReadRequest request, Moment sentAt) {

  DecodedResponse read(ExistResponse response) {
    DecodedResponse decoded = new DecodedResponse(response.size());
    if (response.outcome() == ResponseOutcome.NOT_FOUND) {
      return absent(response, decoded);
    }
    JsonValue json = response.json();
    for (CacheKey<?> key : request.keys()) {
      decode(key, json, decoded);
    }
    return decoded;
  }

  private DecodedResponse absent(ExistResponse response, DecodedResponse decoded) {
    for (CacheKey<?> key : request.keys()) {
      switch (key) {
        case CacheKey.RowsOf<?> rows when rows.page() > 1 -> emptyPage(rows, decoded);
        case CacheKey.AbsenceOf absent when !isPastTheEnd() && isMeaningful(absent) ->
            decoded.add(absent, true);
        default -> {}
      }
    }
    if (decoded.values().isEmpty()) {
      throw new Failure.NotFound(response.status()).asException();
    }
    return decoded;
  }

  private boolean isPastTheEnd() {
    return request.query().containsKey("page");
  }

  /// The caller always exists.
  private static boolean isMeaningful(CacheKey.AbsenceOf absent) {
    return absent.attribute() != null || !absent.user().isSelf();
  }

  private static <R> void emptyPage(CacheKey.RowsOf<R> rows, DecodedResponse decoded) {
    decoded.add(rows, ListPage.empty());
  }

  private void decode(CacheKey<?> key, JsonValue json, DecodedResponse decoded) {
    switch (key) {
      case CacheKey.ProfileOf profile -> overview(profile, json, decoded);
      case CacheKey.RecentOf recent -> {
        decoded.add(
            recent,
            RecentValues.RecentDayValues.of(
                V1Endpoints.RECENT_DAYS, AttributeDecoder.valuesByName(json), sentAt));
        decoded.skipRows(AttributeDecoder.unreadableValues(json));
      }
      case CacheKey.ListedAttributes listed -> decoded.add(listed, attributes(json));
      case CacheKey.DaysOf days -> days(days, json, decoded);
      case CacheKey.LatestAverages latest -> decoded.add(latest, averages(json));
      case CacheKey.RowsOf<?> rows -> page(rows, json, decoded);
      case CacheKey.OwnedAttributes owned -> decoded.add(owned, attributes(json));
      case CacheKey.CatalogOf _,
          CacheKey.TodayOf _,
          CacheKey.AbsenceOf _ -> {} // decoded with another
      case CacheKey.SingleAttribute _,
          CacheKey.AttributeServices _,
          CacheKey.AllAttributes _,
          CacheKey.WindowOf _,
          CacheKey.UnpagedAttribute _,
          CacheKey.PageSize _,
          CacheKey.FirstRowsOf<?> _,
          CacheKey.CorrelationPair _,
          CacheKey.AttributeTemplates _ ->
          throw new IllegalArgumentException("v1 has no such data");
    }
  }

  private static ListPage<Attribute> attributes(JsonValue json) {
    return ListRowDecoder.completeList(json, row -> AttributeDecoder.attribute(row, null));
  }

  private static ListPage<WeeklyAverage> averages(JsonValue json) {
    return ListRowDecoder.completeList(json, row -> ListRowDecoder.average(row, null));
  }

  private void overview(CacheKey.ProfileOf key, JsonValue json, DecodedResponse decoded) {
    OverviewDecoder overview = OverviewDecoder.read(json, sentAt.wallTime());
    if (!isOf(key.user(), overview.profile())) {
      throw new Failure.BadResponse().asException();
    }
    decoded.add(key, overview.profile());
    decoded.skipRows(overview.skippedRows());
    decoded.add(new CacheKey.TodayOf(key.user()), overview.today());
    if (overview.catalog() != null) {
      decoded.add(new CacheKey.CatalogOf(key.user()), overview.catalog());
    }
  }

  /// Whether the response is about this user. Whose the credential is, is checked elsewhere.
  private static boolean isOf(UserRef user, Profile profile) {
    return user.isSelf() || user.name().equalsIgnoreCase(profile.username());
  }

  private void days(CacheKey.DaysOf key, JsonValue json, DecodedResponse decoded) {
    LocalDate to = LocalDate.parse(request.query().getOrDefault("date_max", ""));
    DailyValuesDecoder.decodePage(key, json, to, V1Endpoints.PAGE, sentAt.instant(), decoded);
  }

  private static <R> void page(CacheKey.RowsOf<R> key, JsonValue json, DecodedResponse decoded) {
    decoded.add(key, ListRowDecoder.page(key.listing(), key.page(), json));
  }
}
