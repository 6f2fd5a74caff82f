package io.existgraph.exist.v2;

import io.existgraph.data.AverageListResource;
import io.existgraph.data.CacheKey;
import io.existgraph.data.DailyValues;
import io.existgraph.data.DecodedResponse;
import io.existgraph.data.ListPage;
import io.existgraph.data.RecentValues;
import io.existgraph.data.UserRef;
import io.existgraph.exist.Failure;
import io.existgraph.exist.ReadRequest;
import io.existgraph.exist.http.ExistResponse;
import io.existgraph.exist.http.ResponseOutcome;
import io.existgraph.exist.json.AttributeDecoder;
import io.existgraph.exist.json.CorrelationDecoder;
import io.existgraph.exist.json.DailyValuesDecoder;
import io.existgraph.exist.json.JsonFields;
import io.existgraph.exist.json.ListRowDecoder;
import io.existgraph.exist.json.ProfileDecoder;
import io.existgraph.exist.tree.JsonValue;
import io.existgraph.model.Attribute;
import io.existgraph.model.AttributeName;
import io.existgraph.model.Correlation;
import io.existgraph.model.WeeklyAverage;
import io.existgraph.time.Moment;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The decoder of responses of API v2. Days within a response's range without a value are empty.
final class V2Decoder {
  private final ReadRequest request;
  private final Moment sentAt;
  private @Nullable Map<AttributeName, Map<LocalDate, Object>> values;
  private @Nullable Map<AttributeName, Attribute> attributes;

  V2Decoder(ReadRequest request, Moment sentAt) {
    this.request = request;
    this.sentAt = sentAt;
  }

  DecodedResponse read(ExistResponse response) {
    DecodedResponse decoded = new DecodedResponse(response.size());
    if (response.outcome() == ResponseOutcome.NOT_FOUND) {
      new NotFoundDecoder(request).decode(decoded);
      if (decoded.values().isEmpty()) {
        throw new Failure.NotFound(response.status()).asException();
      }
      return decoded;
    }
    JsonValue json = response.json();
    request.keys().forEach(key -> decode(key, json, decoded));
    if (request.path().equals(V2Endpoints.VALUES)) {
      notePageSize(json, decoded);
      decoded.skipRows(AttributeDecoder.unreadableValues(json));
    }
    return decoded;
  }

  /// A page that has a successor is as large as any.
  private static void notePageSize(JsonValue json, DecodedResponse decoded) {
    int size = JsonFields.rows(json).size();
    if (size > 0 && JsonFields.text(json, "next") != null) {
      decoded.add(new CacheKey.PageSize(CacheKey.PageSize.PageContent.ATTRIBUTES), size);
    }
  }

  private void decode(CacheKey<?> key, JsonValue json, DecodedResponse decoded) {
    switch (key) {
      case CacheKey.ProfileOf profile -> decoded.add(profile, ProfileDecoder.profile(json));
      case CacheKey.ListedAttributes listed -> decoded.add(listed, attributes(json));
      case CacheKey.AttributeServices services -> decoded.add(services, attributes(json));
      case CacheKey.AllAttributes all -> decoded.add(all, attributes(json));
      case CacheKey.OwnedAttributes owned -> decoded.add(owned, attributes(json));
      case CacheKey.AttributeTemplates templates -> decoded.add(templates, attributes(json));
      case CacheKey.RecentOf recent ->
          decoded.add(
              recent,
              RecentValues.RecentDayValues.of(V2Endpoints.WINDOW, valuesByName(json), sentAt));
      case CacheKey.WindowOf window -> {
        valuesByName(json)
            .forEach((name, values) -> decoded.add(days(name), window(window.to(), values)));
        decoded.add(window, true);
      }
      case CacheKey.DaysOf days when request.path().equals(V2Endpoints.VALUES) -> {
        Map<LocalDate, Object> values = valuesByName(json).get(days.attribute());
        if (values != null) {
          decoded.add(days, window(dateMax(), values));
        }
      }
      case CacheKey.DaysOf days ->
          DailyValuesDecoder.decodePage(
              days, json, dateMax(), V2Endpoints.PAGE, sentAt.instant(), decoded);
      case CacheKey.SingleAttribute about -> {
        Attribute attribute = attributesByName(json).get(about.attribute());
        if (attribute != null) {
          decoded.add(about, attribute);
        }
      }
      case CacheKey.AbsenceOf(var user, var name) when name != null -> {
        if (!valuesByName(json).containsKey(name) && JsonFields.text(json, "next") == null) {
          decoded.add(new CacheKey.AbsenceOf(user, name), true);
        }
      }
      case CacheKey.LatestAverages latest -> decoded.add(latest, averages(json));
      case CacheKey.FirstRowsOf<?> head -> decodeHead(head, json, decoded);
      case CacheKey.RowsOf<?> rows -> decodeRows(rows, json, decoded);
      case CacheKey.CorrelationPair pair -> decoded.add(pair, pair(pair, json));
      case CacheKey.UnpagedAttribute _,
          CacheKey.AbsenceOf _,
          CacheKey.CatalogOf _,
          CacheKey.TodayOf _,
          CacheKey.PageSize _ -> {}
    }
  }

  private ListPage<Attribute> attributes(JsonValue json) {
    return ListRowDecoder.page(page(), json, row -> AttributeDecoder.attribute(row, null));
  }

  private Map<AttributeName, Attribute> attributesByName(JsonValue json) {
    if (attributes == null) {
      attributes = new HashMap<>();
      for (Attribute attribute : attributes(json).rows()) {
        attributes.putIfAbsent(attribute.name(), attribute);
      }
    }
    return attributes;
  }

  private ListPage<WeeklyAverage> averages(JsonValue json) {
    return ListRowDecoder.page(page(), json, row -> ListRowDecoder.average(row, null));
  }

  private Map<AttributeName, Map<LocalDate, Object>> valuesByName(JsonValue json) {
    values = values == null ? AttributeDecoder.valuesByName(json) : values;
    return values;
  }

  private static CacheKey.DaysOf days(AttributeName name) {
    return new CacheKey.DaysOf(UserRef.SELF, name);
  }

  private LocalDate dateMax() {
    return LocalDate.parse(request.query().getOrDefault("date_max", ""));
  }

  private DailyValues window(LocalDate to, Map<LocalDate, Object> values) {
    return DailyValues.of(to.minusDays(V2Endpoints.WINDOW - 1L), to, values, sentAt.instant());
  }

  private int page() {
    return Integer.parseInt(request.query().getOrDefault("page", "1"));
  }

  @SuppressWarnings("unchecked") // only averages of several attributes are requested together
  private void decodeHead(CacheKey.FirstRowsOf<?> head, JsonValue json, DecodedResponse decoded) {
    if (head.listing() instanceof AverageListResource listing) {
      ListPage<WeeklyAverage> all = averages(json);
      List<WeeklyAverage> own =
          all.rows().stream()
              .filter(row -> row.attribute().equals(listing.attribute()))
              .sorted(listing.order())
              .toList();
      decoded.add(
          (CacheKey.FirstRowsOf<WeeklyAverage>) head,
          new ListPage<>(own, own.size(), all.hasNext(), all.hasNext() ? null : own.size()));
    }
  }

  private static <R> void decodeRows(
      CacheKey.RowsOf<R> key, JsonValue json, DecodedResponse decoded) {
    decoded.add(key, ListRowDecoder.page(key.listing(), key.page(), json));
  }

  private static List<Correlation> pair(CacheKey.CorrelationPair pair, JsonValue json) {
    Correlation row = CorrelationDecoder.correlation(json, pair.one());
    if (row == null) {
      throw new Failure.BadResponse().asException();
    }
    return List.of(row);
  }
}
