package io.existgraph.simulator;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// The read endpoints of API v1.
final class V1Reads {
  private static final int DEFAULT_DAYS = 7;
  private static final int MAX_DAYS = 31;

  private V1Reads() {}

  static ApiReply today(RoutedRequest call) {
    UserRecords records = call.pathRecords();
    boolean own = records == call.ownRecords();
    if (!own && records.user().isPrivate()) {
      return ApiReply.json(200, V1Json.stub(records.user()));
    }
    List<TrackedAttribute> shown =
        records.tracked().stream()
            .filter(attribute -> attribute.isActive() && (own || !attribute.isPrivate()))
            .toList();
    Map<String, @Nullable Object> overview = V1Json.profile(records);
    overview.put("attributes", V1Json.groups(records, shown));
    return ApiReply.json(200, overview);
  }

  static ApiReply attributes(RoutedRequest call) {
    UserRecords records = call.requireOwnRecords();
    int limit = call.number("limit", DEFAULT_DAYS, MAX_DAYS);
    List<LocalDate> days = records.days(records.today().minusDays(limit - 1), null);
    return ApiReply.json(
        200,
        records.tracked().stream()
            .filter(TrackedAttribute::isActive)
            .map(
                tracked ->
                    V1Json.attribute(tracked, values(call, records, tracked.attribute(), days)))
            .toList());
  }

  private static List<Object> values(
      RoutedRequest call, UserRecords records, SimulatedAttribute attribute, List<LocalDate> days) {
    return included(call, records, attribute, days).stream()
        .map(date -> value(records, attribute, date))
        .toList();
  }

  private static List<LocalDate> included(
      RoutedRequest call, UserRecords records, SimulatedAttribute attribute, List<LocalDate> days) {
    return call.options().omitsEmptyDays()
        ? days.stream().filter(date -> records.recorded(attribute, date) != null).toList()
        : days;
  }

  static Object value(UserRecords records, SimulatedAttribute attribute, LocalDate date) {
    return ApiReply.object("value", records.shown(attribute, date), "date", date.toString());
  }

  static ApiReply values(RoutedRequest call) {
    UserRecords records = call.pathRecords();
    TrackedAttribute tracked = call.pathAttribute(records);
    if (records != call.ownRecords() && (records.user().isPrivate() || tracked.isPrivate())) {
      return ApiReply.forbidden();
    }
    LocalDate from = call.options().ignoresDateMin() ? null : call.date("date_min");
    List<LocalDate> days = records.days(from, call.date("date_max"));
    List<LocalDate> included = included(call, records, tracked.attribute(), days);
    return ResultPage.reply(
        call, records, included, date -> value(records, tracked.attribute(), date));
  }

  static ApiReply insights(RoutedRequest call) {
    return insights(
        call, call.requireOwnRecords(), call.requireOwnRecords().analytics().insights());
  }

  static ApiReply insightsOfAttribute(RoutedRequest call) {
    UserRecords records = call.requireOwnRecords();
    SimulatedAttribute attribute = call.pathAttribute(records).attribute();
    return insights(
        call,
        records,
        records.analytics().insights().stream()
            .filter(insight -> insight.attribute().equals(attribute))
            .toList());
  }

  private static ApiReply insights(
      RoutedRequest call, UserRecords records, List<SimulatedInsight> all) {
    List<SimulatedInsight> within =
        all.stream()
            .filter(insight -> call.isWithin(records.user().dateAt(insight.created())))
            .toList();
    return ResultPage.reply(call, records, within, V1Json::insight);
  }

  static ApiReply averages(RoutedRequest call) {
    UserRecords records = call.requireOwnRecords();
    return ApiReply.json(
        200,
        records.tracked().stream()
            .map(tracked -> records.analytics().latestAverage(tracked.attribute()))
            .filter(Objects::nonNull)
            .map(V1Json::average)
            .toList());
  }

  static ApiReply averagesOfAttribute(RoutedRequest call) {
    UserRecords records = call.requireOwnRecords();
    List<SimulatedAverage> within =
        records.analytics().averages(call.pathAttribute(records).attribute()).stream()
            .filter(average -> call.isWithin(average.date()))
            .toList();
    return ResultPage.reply(call, records, within, V1Json::average);
  }

  static ApiReply correlations(RoutedRequest call) {
    UserRecords records = call.requireOwnRecords();
    SimulatedAttribute attribute = call.pathAttribute(records).attribute();
    boolean latest = call.request().query().getOrDefault("latest", "").matches("true|1");
    List<SimulatedCorrelation> all =
        latest
            ? records.analytics().latestCorrelations(attribute)
            : records.analytics().correlations(attribute);
    List<SimulatedCorrelation> within =
        all.stream().filter(correlation -> call.isWithin(correlation.date())).toList();
    return ResultPage.reply(call, records, within, V1Json::correlation);
  }

  /// The attributes owned by the client; a 403 for simple tokens, which have no client.
  static ApiReply owned(RoutedRequest call) {
    SimulatedService client = call.caller().client();
    if (client == null) {
      return ApiReply.forbidden();
    }
    UserRecords records = call.ownRecords();
    return ApiReply.json(
        200,
        records.tracked().stream()
            .filter(tracked -> tracked.owner() == client)
            .map(tracked -> V1Json.owned(records, tracked))
            .toList());
  }
}
