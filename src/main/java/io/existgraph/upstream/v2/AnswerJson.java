package io.existgraph.upstream.v2;

import io.existgraph.model.Attribute;
import io.existgraph.model.AttributeName;
import io.existgraph.model.Average;
import io.existgraph.model.Correlation;
import io.existgraph.upstream.Answer;
import io.existgraph.upstream.Ask;
import io.existgraph.upstream.DatedValues;
import io.existgraph.upstream.DayBook;
import io.existgraph.upstream.Failure;
import io.existgraph.upstream.Json;
import io.existgraph.upstream.Listing;
import io.existgraph.upstream.Page;
import io.existgraph.upstream.Topic;
import io.existgraph.upstream.UserRef;
import io.existgraph.upstream.http.Reply;
import io.existgraph.upstream.json.AttributeJson;
import io.existgraph.upstream.json.CorrelationJson;
import io.existgraph.upstream.json.DaysJson;
import io.existgraph.upstream.json.ProfileJson;
import io.existgraph.upstream.json.RowJson;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// What an answer of API v2 tells about the topics that were asked for. Days that an answer covers
/// and leaves out are empty.
final class AnswerJson {
  private final Ask ask;
  private final Instant sentAt;
  private @Nullable Map<AttributeName, Map<LocalDate, Object>> values;
  private @Nullable Map<AttributeName, Attribute> attributes;

  AnswerJson(Ask ask, Instant sentAt) {
    this.ask = ask;
    this.sentAt = sentAt;
  }

  Answer read(Reply reply) {
    Answer answer = new Answer(reply.size());
    if (reply.status() == 404) {
      ask.topics().forEach(topic -> tellNothing(topic, answer));
      if (answer.facts().isEmpty()) {
        throw new Failure.NotFound().asException();
      }
      return answer;
    }
    JsonNode json = reply.json();
    ask.topics().forEach(topic -> tell(topic, json, answer));
    return answer;
  }

  /// Behind the last page there is nothing; of two attributes there may be no correlation; and some
  /// attributes are not paged through.
  private void tellNothing(Topic<?> topic, Answer answer) {
    switch (topic) {
      case Topic.RowsOf<?> rows when isPastTheEnd() -> tellEmpty(rows, answer);
      case Topic.ListedOf listed when isPastTheEnd() -> tellEmpty(listed, answer);
      case Topic.ServicesOf services when isPastTheEnd() -> tellEmpty(services, answer);
      case Topic.Owned owned when isPastTheEnd() -> tellEmpty(owned, answer);
      case Topic.Templates templates when isPastTheEnd() -> tellEmpty(templates, answer);
      case Topic.LatestAverages latest when isPastTheEnd() -> tellEmpty(latest, answer);
      case Topic.RecentOf recent when isPastTheEnd() ->
          answer.tell(recent, new DatedValues.Recent(Asks.WINDOW, Map.of()));
      case Topic.WindowOf window when isPastTheEnd() -> answer.tell(window, true);
      case Topic.PairOf pair -> answer.tell(pair, List.of());
      case Topic.Unpaged unpaged -> answer.tell(unpaged, true);
      default -> {}
    }
  }

  private boolean isPastTheEnd() {
    return ask.query().containsKey("page"); // which only those after the first have
  }

  private static <R> void tellEmpty(Topic<Page<R>> topic, Answer answer) {
    answer.tell(topic, Page.empty());
  }

  private void tell(Topic<?> topic, JsonNode json, Answer answer) {
    switch (topic) {
      case Topic.ProfileOf profile -> answer.tell(profile, ProfileJson.profile(json));
      case Topic.ListedOf listed -> answer.tell(listed, attributes(json));
      case Topic.ServicesOf services -> answer.tell(services, attributes(json));
      case Topic.Owned owned -> answer.tell(owned, attributes(json));
      case Topic.Templates templates -> answer.tell(templates, attributes(json));
      case Topic.RecentOf recent ->
          answer.tell(recent, new DatedValues.Recent(Asks.WINDOW, valuesByName(json)));
      case Topic.WindowOf window -> {
        valuesByName(json)
            .forEach((name, values) -> answer.tell(days(name), window(window.to(), values)));
        answer.tell(window, true);
      }
      case Topic.DaysOf days when ask.path().equals(Asks.VALUES) -> {
        Map<LocalDate, Object> values = valuesByName(json).get(days.attribute());
        if (values != null) {
          answer.tell(days, window(dateMax(), values));
        }
      }
      case Topic.DaysOf days -> DaysJson.tellPage(days, json, dateMax(), Asks.PAGE, sentAt, answer);
      case Topic.AboutOf about -> {
        Attribute attribute = attributesByName(json).get(about.attribute());
        if (attribute != null) {
          answer.tell(about, attribute);
        }
      }
      case Topic.Absent(var user, var name) when name != null -> {
        if (!valuesByName(json).containsKey(name) && Json.text(json, "next") == null) {
          answer.tell(new Topic.Absent(user, name), true);
        }
      }
      case Topic.LatestAverages latest -> answer.tell(latest, averages(json));
      case Topic.HeadOf<?> head -> tellHead(head, json, answer);
      case Topic.RowsOf<?> rows -> tellRows(rows, json, answer);
      case Topic.PairOf pair -> answer.tell(pair, pair(pair, json));
      case Topic.Unpaged _, Topic.Absent _, Topic.CatalogOf _, Topic.TodayOf _ -> {}
    }
  }

  private static Page<Attribute> attributes(JsonNode json) {
    return RowJson.page(json, row -> AttributeJson.attribute(row, null));
  }

  private Map<AttributeName, Attribute> attributesByName(JsonNode json) {
    if (attributes == null) {
      attributes = new HashMap<>();
      for (Attribute it : attributes(json).rows()) {
        attributes.putIfAbsent(it.name(), it);
      }
    }
    return attributes;
  }

  private static Page<Average> averages(JsonNode json) {
    return RowJson.page(json, row -> RowJson.average(row, null));
  }

  private Map<AttributeName, Map<LocalDate, Object>> valuesByName(JsonNode json) {
    values = values == null ? AttributeJson.valuesByName(json) : values;
    return values;
  }

  private static Topic.DaysOf days(AttributeName name) {
    return new Topic.DaysOf(UserRef.SELF, name);
  }

  private LocalDate dateMax() {
    return LocalDate.parse(ask.query().getOrDefault("date_max", ""));
  }

  private DayBook window(LocalDate to, Map<LocalDate, Object> values) {
    return DayBook.of(to.minusDays(Asks.WINDOW - 1L), to, values, sentAt);
  }

  @SuppressWarnings("unchecked") // only the averages of several attributes are asked for at once
  private static void tellHead(Topic.HeadOf<?> head, JsonNode json, Answer answer) {
    if (head.listing() instanceof Listing.Averages(var of, _, _)) {
      Page<Average> all = averages(json);
      List<Average> own = all.rows().stream().filter(it -> it.attribute().equals(of)).toList();
      answer.tell(
          (Topic.HeadOf<Average>) head,
          new Page<>(own, own.size(), all.hasNext(), all.hasNext() ? null : own.size()));
    }
  }

  private static <R> void tellRows(Topic.RowsOf<R> topic, JsonNode json, Answer answer) {
    answer.tell(topic, RowJson.page(topic.listing(), json));
  }

  private static List<Correlation> pair(Topic.PairOf pair, JsonNode json) {
    Correlation row = CorrelationJson.correlation(json, pair.one());
    if (row == null) {
      throw new Failure.BadResponse().asException();
    }
    return List.of(row);
  }
}
