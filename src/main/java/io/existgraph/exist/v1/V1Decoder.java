package io.existgraph.exist.v1;

import io.existgraph.data.CacheKey;
import io.existgraph.data.DecodedResponse;
import io.existgraph.data.Page;
import io.existgraph.data.RecentValues;
import io.existgraph.data.UserRef;
import io.existgraph.exist.Failure;
import io.existgraph.exist.ReadRequest;
import io.existgraph.exist.http.ExistResponse;
import io.existgraph.exist.json.AttributeDecoder;
import io.existgraph.exist.json.DailyValuesDecoder;
import io.existgraph.exist.json.RowDecoder;
import io.existgraph.model.Attribute;
import io.existgraph.model.Average;
import io.existgraph.model.Profile;
import java.time.Instant;
import java.time.LocalDate;
import tools.jackson.databind.JsonNode;

/// What an answer of API v1 tells. The moment is when it was asked for.
record V1Decoder(ReadRequest ask, Instant sentAt) {

  DecodedResponse read(ExistResponse reply) {
    DecodedResponse answer = new DecodedResponse(reply.size());
    if (reply.status() == 404) {
      return absent(answer);
    }
    JsonNode json = reply.json();
    for (CacheKey<?> topic : ask.topics()) {
      tell(topic, json, answer);
    }
    return answer;
  }

  private DecodedResponse absent(DecodedResponse answer) {
    for (CacheKey<?> topic : ask.topics()) {
      switch (topic) {
        case CacheKey.RowsOf<?> rows when rows.page() > 1 -> emptyPage(rows, answer);
        case CacheKey.Absent absent when !isPastTheEnd() && isAboutSomebody(absent) ->
            answer.add(absent, true);
        default -> {}
      }
    }
    if (answer.values().isEmpty()) {
      throw new Failure.NotFound().asException();
    }
    return answer;
  }

  private boolean isPastTheEnd() {
    return ask.query().containsKey("page");
  }

  /// The caller is always there.
  private static boolean isAboutSomebody(CacheKey.Absent absent) {
    return absent.attribute() != null || !absent.user().isSelf();
  }

  private static <R> void emptyPage(CacheKey.RowsOf<R> rows, DecodedResponse answer) {
    answer.add(rows, Page.empty());
  }

  private void tell(CacheKey<?> topic, JsonNode json, DecodedResponse answer) {
    switch (topic) {
      case CacheKey.ProfileOf profile -> overview(profile, json, answer);
      case CacheKey.RecentOf recent ->
          answer.add(
              recent,
              RecentValues.Recent.of(
                  V1Endpoints.RECENT_DAYS, AttributeDecoder.valuesByName(json), sentAt));
      case CacheKey.ListedOf listed -> answer.add(listed, attributes(json));
      case CacheKey.DaysOf days -> days(days, json, answer);
      case CacheKey.LatestAverages latest -> answer.add(latest, averages(json));
      case CacheKey.RowsOf<?> rows -> page(rows, json, answer);
      case CacheKey.Owned owned -> answer.add(owned, attributes(json));
      case CacheKey.CatalogOf _, CacheKey.TodayOf _, CacheKey.Absent _ -> {} // told with another
      case CacheKey.AboutOf _,
          CacheKey.ServicesOf _,
          CacheKey.WindowOf _,
          CacheKey.Unpaged _,
          CacheKey.HeadOf<?> _,
          CacheKey.PairOf _,
          CacheKey.Templates _ ->
          throw new IllegalArgumentException("v1 does not tell it");
    }
  }

  private static Page<Attribute> attributes(JsonNode json) {
    return RowDecoder.completeList(json, row -> AttributeDecoder.attribute(row, null));
  }

  private static Page<Average> averages(JsonNode json) {
    return RowDecoder.completeList(json, row -> RowDecoder.average(row, null));
  }

  private void overview(CacheKey.ProfileOf topic, JsonNode json, DecodedResponse answer) {
    OverviewDecoder overview = OverviewDecoder.read(json, sentAt);
    if (!isOf(topic.user(), overview.profile())) {
      throw new Failure.BadResponse().asException();
    }
    answer.add(topic, overview.profile());
    answer.skipRows(overview.leftOut());
    answer.add(new CacheKey.TodayOf(topic.user()), overview.today());
    if (overview.catalog() != null) {
      answer.add(new CacheKey.CatalogOf(topic.user()), overview.catalog());
    }
  }

  /// Whose answer it is that came; whether the credential is theirs is for the caller to know.
  private static boolean isOf(UserRef user, Profile profile) {
    return user.isSelf() || user.name().equalsIgnoreCase(profile.username());
  }

  private void days(CacheKey.DaysOf topic, JsonNode json, DecodedResponse answer) {
    LocalDate to = LocalDate.parse(ask.query().getOrDefault("date_max", ""));
    DailyValuesDecoder.decodePage(topic, json, to, V1Endpoints.PAGE, sentAt, answer);
  }

  private static <R> void page(CacheKey.RowsOf<R> topic, JsonNode json, DecodedResponse answer) {
    answer.add(topic, RowDecoder.page(topic.listing(), json));
  }
}
