package io.existgraph.exist.v2;

import io.existgraph.data.CacheKey;
import io.existgraph.data.DailyValues;
import io.existgraph.data.DecodedResponse;
import io.existgraph.data.ListResource;
import io.existgraph.data.Page;
import io.existgraph.data.RecentValues;
import io.existgraph.data.UserRef;
import io.existgraph.exist.Failure;
import io.existgraph.exist.ReadRequest;
import io.existgraph.exist.http.ExistResponse;
import io.existgraph.exist.json.AttributeDecoder;
import io.existgraph.exist.json.CorrelationDecoder;
import io.existgraph.exist.json.DailyValuesDecoder;
import io.existgraph.exist.json.JsonFields;
import io.existgraph.exist.json.ProfileDecoder;
import io.existgraph.exist.json.RowDecoder;
import io.existgraph.model.Attribute;
import io.existgraph.model.AttributeName;
import io.existgraph.model.Average;
import io.existgraph.model.Correlation;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// What an answer of API v2 tells about the topics that were asked for. Days that an answer covers
/// and leaves out are empty.
final class V2Decoder {
  private final ReadRequest ask;
  private final Instant sentAt;
  private @Nullable Map<AttributeName, Map<LocalDate, Object>> values;
  private @Nullable Map<AttributeName, Attribute> attributes;

  V2Decoder(ReadRequest ask, Instant sentAt) {
    this.ask = ask;
    this.sentAt = sentAt;
  }

  DecodedResponse read(ExistResponse reply) {
    DecodedResponse answer = new DecodedResponse(reply.size());
    if (reply.status() == 404) {
      ask.topics().forEach(topic -> tellNothing(topic, answer));
      if (answer.values().isEmpty()) {
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
  private void tellNothing(CacheKey<?> topic, DecodedResponse answer) {
    switch (topic) {
      case CacheKey.RowsOf<?> rows when isPastTheEnd() -> tellEmpty(rows, answer);
      case CacheKey.ListedOf listed when isPastTheEnd() -> tellEmpty(listed, answer);
      case CacheKey.ServicesOf services when isPastTheEnd() -> tellEmpty(services, answer);
      case CacheKey.Owned owned when isPastTheEnd() -> tellEmpty(owned, answer);
      case CacheKey.Templates templates when isPastTheEnd() -> tellEmpty(templates, answer);
      case CacheKey.LatestAverages latest when isPastTheEnd() -> tellEmpty(latest, answer);
      case CacheKey.RecentOf recent when isPastTheEnd() ->
          answer.add(recent, new RecentValues.Recent(V2Endpoints.WINDOW, Map.of()));
      case CacheKey.WindowOf window when isPastTheEnd() -> answer.add(window, true);
      case CacheKey.PairOf pair -> answer.add(pair, List.of());
      case CacheKey.Unpaged unpaged -> answer.add(unpaged, true);
      default -> {}
    }
  }

  private boolean isPastTheEnd() {
    return ask.query().containsKey("page"); // which only those after the first have
  }

  private static <R> void tellEmpty(CacheKey<Page<R>> topic, DecodedResponse answer) {
    answer.add(topic, Page.empty());
  }

  private void tell(CacheKey<?> topic, JsonNode json, DecodedResponse answer) {
    switch (topic) {
      case CacheKey.ProfileOf profile -> answer.add(profile, ProfileDecoder.profile(json));
      case CacheKey.ListedOf listed -> answer.add(listed, attributes(json));
      case CacheKey.ServicesOf services -> answer.add(services, attributes(json));
      case CacheKey.Owned owned -> answer.add(owned, attributes(json));
      case CacheKey.Templates templates -> answer.add(templates, attributes(json));
      case CacheKey.RecentOf recent ->
          answer.add(
              recent, RecentValues.Recent.of(V2Endpoints.WINDOW, valuesByName(json), sentAt));
      case CacheKey.WindowOf window -> {
        valuesByName(json)
            .forEach((name, values) -> answer.add(days(name), window(window.to(), values)));
        answer.add(window, true);
      }
      case CacheKey.DaysOf days when ask.path().equals(V2Endpoints.VALUES) -> {
        Map<LocalDate, Object> values = valuesByName(json).get(days.attribute());
        if (values != null) {
          answer.add(days, window(dateMax(), values));
        }
      }
      case CacheKey.DaysOf days ->
          DailyValuesDecoder.decodePage(days, json, dateMax(), V2Endpoints.PAGE, sentAt, answer);
      case CacheKey.AboutOf about -> {
        Attribute attribute = attributesByName(json).get(about.attribute());
        if (attribute != null) {
          answer.add(about, attribute);
        }
      }
      case CacheKey.Absent(var user, var name) when name != null -> {
        if (!valuesByName(json).containsKey(name) && JsonFields.text(json, "next") == null) {
          answer.add(new CacheKey.Absent(user, name), true);
        }
      }
      case CacheKey.LatestAverages latest -> answer.add(latest, averages(json));
      case CacheKey.HeadOf<?> head -> tellHead(head, json, answer);
      case CacheKey.RowsOf<?> rows -> tellRows(rows, json, answer);
      case CacheKey.PairOf pair -> answer.add(pair, pair(pair, json));
      case CacheKey.Unpaged _, CacheKey.Absent _, CacheKey.CatalogOf _, CacheKey.TodayOf _ -> {}
    }
  }

  private static Page<Attribute> attributes(JsonNode json) {
    return RowDecoder.page(json, row -> AttributeDecoder.attribute(row, null));
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
    return RowDecoder.page(json, row -> RowDecoder.average(row, null));
  }

  private Map<AttributeName, Map<LocalDate, Object>> valuesByName(JsonNode json) {
    values = values == null ? AttributeDecoder.valuesByName(json) : values;
    return values;
  }

  private static CacheKey.DaysOf days(AttributeName name) {
    return new CacheKey.DaysOf(UserRef.SELF, name);
  }

  private LocalDate dateMax() {
    return LocalDate.parse(ask.query().getOrDefault("date_max", ""));
  }

  private DailyValues window(LocalDate to, Map<LocalDate, Object> values) {
    return DailyValues.of(to.minusDays(V2Endpoints.WINDOW - 1L), to, values, sentAt);
  }

  @SuppressWarnings("unchecked") // only the averages of several attributes are asked for at once
  private static void tellHead(CacheKey.HeadOf<?> head, JsonNode json, DecodedResponse answer) {
    if (head.listing() instanceof ListResource.Averages listing) {
      Page<Average> all = averages(json);
      List<Average> own =
          all.rows().stream()
              .filter(row -> row.attribute().equals(listing.attribute()))
              .sorted(listing.order())
              .toList();
      answer.add(
          (CacheKey.HeadOf<Average>) head,
          new Page<>(own, own.size(), all.hasNext(), all.hasNext() ? null : own.size()));
    }
  }

  private static <R> void tellRows(
      CacheKey.RowsOf<R> topic, JsonNode json, DecodedResponse answer) {
    answer.add(topic, RowDecoder.page(topic.listing(), json));
  }

  private static List<Correlation> pair(CacheKey.PairOf pair, JsonNode json) {
    Correlation row = CorrelationDecoder.correlation(json, pair.one());
    if (row == null) {
      throw new Failure.BadResponse().asException();
    }
    return List.of(row);
  }
}
