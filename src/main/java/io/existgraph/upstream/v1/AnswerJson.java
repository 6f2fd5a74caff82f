package io.existgraph.upstream.v1;

import io.existgraph.model.Attribute;
import io.existgraph.model.Average;
import io.existgraph.model.Profile;
import io.existgraph.upstream.Answer;
import io.existgraph.upstream.Ask;
import io.existgraph.upstream.DatedValues;
import io.existgraph.upstream.Failure;
import io.existgraph.upstream.Page;
import io.existgraph.upstream.Topic;
import io.existgraph.upstream.UserRef;
import io.existgraph.upstream.http.Reply;
import io.existgraph.upstream.json.AttributeJson;
import io.existgraph.upstream.json.DaysJson;
import io.existgraph.upstream.json.RowJson;
import java.time.Instant;
import java.time.LocalDate;
import tools.jackson.databind.JsonNode;

/// What an answer of API v1 tells. The moment is when it was asked for.
record AnswerJson(Ask ask, Instant sentAt) {

  Answer read(Reply reply) {
    Answer answer = new Answer(reply.size());
    if (reply.status() == 404) {
      return absent(answer);
    }
    JsonNode json = reply.json();
    for (Topic<?> topic : ask.topics()) {
      tell(topic, json, answer);
    }
    return answer;
  }

  private Answer absent(Answer answer) {
    for (Topic<?> topic : ask.topics()) {
      switch (topic) {
        case Topic.RowsOf<?> rows when rows.page() > 1 -> emptyPage(rows, answer);
        case Topic.Absent absent when !isPastTheEnd() && isAboutSomebody(absent) ->
            answer.tell(absent, true);
        default -> {}
      }
    }
    if (answer.facts().isEmpty()) {
      throw new Failure.NotFound().asException();
    }
    return answer;
  }

  private boolean isPastTheEnd() {
    return ask.query().containsKey("page");
  }

  /// The caller is always there.
  private static boolean isAboutSomebody(Topic.Absent absent) {
    return absent.attribute() != null || !absent.user().isSelf();
  }

  private static <R> void emptyPage(Topic.RowsOf<R> rows, Answer answer) {
    answer.tell(rows, Page.empty());
  }

  private void tell(Topic<?> topic, JsonNode json, Answer answer) {
    switch (topic) {
      case Topic.ProfileOf profile -> overview(profile, json, answer);
      case Topic.RecentOf recent ->
          answer.tell(
              recent, new DatedValues.Recent(Asks.RECENT_DAYS, AttributeJson.valuesByName(json)));
      case Topic.ListedOf listed -> answer.tell(listed, attributes(json));
      case Topic.DaysOf days -> days(days, json, answer);
      case Topic.LatestAverages latest -> answer.tell(latest, averages(json));
      case Topic.RowsOf<?> rows -> page(rows, json, answer);
      case Topic.Owned owned -> answer.tell(owned, attributes(json));
      case Topic.CatalogOf _, Topic.TodayOf _, Topic.Absent _ -> {} // told with another
      case Topic.AboutOf _,
          Topic.ServicesOf _,
          Topic.WindowOf _,
          Topic.Unpaged _,
          Topic.HeadOf<?> _,
          Topic.PairOf _,
          Topic.Templates _ ->
          throw new IllegalArgumentException("v1 does not tell it");
    }
  }

  private static Page<Attribute> attributes(JsonNode json) {
    return RowJson.whole(json, row -> AttributeJson.attribute(row, null));
  }

  private static Page<Average> averages(JsonNode json) {
    return RowJson.whole(json, row -> RowJson.average(row, null));
  }

  private void overview(Topic.ProfileOf topic, JsonNode json, Answer answer) {
    OverviewJson overview = OverviewJson.read(json, sentAt);
    if (!isOf(topic.user(), overview.profile())) {
      throw new Failure.BadResponse().asException();
    }
    answer.tell(topic, overview.profile());
    answer.leaveOut(overview.leftOut());
    answer.tell(new Topic.TodayOf(topic.user()), overview.today());
    if (overview.catalog() != null) {
      answer.tell(new Topic.CatalogOf(topic.user()), overview.catalog());
    }
  }

  /// Whose answer it is that came; whether the credential is theirs is for the caller to know.
  private static boolean isOf(UserRef user, Profile profile) {
    return user.isSelf() || user.name().equalsIgnoreCase(profile.username());
  }

  private void days(Topic.DaysOf topic, JsonNode json, Answer answer) {
    LocalDate to = LocalDate.parse(ask.query().getOrDefault("date_max", ""));
    DaysJson.tellPage(topic, json, to, Asks.PAGE, sentAt, answer);
  }

  private static <R> void page(Topic.RowsOf<R> topic, JsonNode json, Answer answer) {
    answer.tell(topic, RowJson.page(topic.listing(), json));
  }
}
