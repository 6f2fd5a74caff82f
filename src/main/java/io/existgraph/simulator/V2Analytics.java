package io.existgraph.simulator;

import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

/// The averages, correlations and insights endpoints of API v2.
final class V2Analytics {
  private V2Analytics() {}

  /// The averages, newest first; without `include_historical` only the newest of each attribute.
  static ApiReply averages(RoutedRequest call) {
    UserRecords records = call.ownRecords();
    Set<String> attributes = call.names("attributes");
    List<SimulatedAverage> rows =
        V2Reads.visible(call)
            .filter(tracked -> V2Reads.isAmong(attributes, tracked.name()))
            .flatMap(
                tracked ->
                    averages(records, tracked.attribute(), call.hasFlag("include_historical")))
            .filter(average -> call.isWithin(average.date()))
            .sorted(Comparator.comparing(SimulatedAverage::date).reversed())
            .toList();
    return ResultPage.reply(call.withDefaultPageSize(100), records, rows, V2Json::average);
  }

  private static Stream<SimulatedAverage> averages(
      UserRecords records, SimulatedAttribute attribute, boolean historical) {
    return historical
        ? records.analytics().averages(attribute).stream()
        : Stream.ofNullable(records.analytics().latestAverage(attribute));
  }

  /// The latest correlations, each pair once, the strongest first.
  static ApiReply correlations(RoutedRequest call) {
    String attribute = call.request().query().get("attribute");
    List<SimulatedCorrelation> rows =
        pairs(call)
            .filter(pair -> attribute == null || pair.isAbout(attribute))
            .filter(pair -> !call.hasFlag("strong") || pair.isStrong())
            .filter(pair -> !call.hasFlag("confident") || pair.isConfident())
            .toList();
    return ResultPage.reply(call, call.ownRecords(), rows, V2Json::correlation);
  }

  static ApiReply combo(RoutedRequest call) {
    String one = call.request().query().getOrDefault("attribute", "");
    String other = call.request().query().getOrDefault("attribute2", "");
    return pairs(call)
        .filter(pair -> !one.equals(other) && pair.isAbout(one) && pair.isAbout(other))
        .findFirst()
        .map(pair -> ApiReply.json(200, V2Json.correlation(pair)))
        .orElseGet(() -> ApiReply.json(404, ApiReply.object("error", "not_found")));
  }

  private static Stream<SimulatedCorrelation> pairs(RoutedRequest call) {
    List<SimulatedAttribute> visible =
        V2Reads.visible(call).map(TrackedAttribute::attribute).toList();
    return visible.stream()
        .flatMap(attribute -> call.ownRecords().analytics().latestCorrelations(attribute).stream())
        .filter(pair -> visible.indexOf(pair.attribute()) < visible.indexOf(pair.other()))
        .sorted(SimulatedCorrelation.STRONGEST_FIRST);
  }

  static ApiReply insights(RoutedRequest call) {
    UserRecords records = call.ownRecords();
    String priority = call.request().query().get("priority");
    List<SimulatedInsight> rows =
        records.analytics().insights().stream()
            .filter(insight -> call.caller().mayRead(insight.attribute().group()))
            .filter(
                insight -> priority == null || Objects.equals(priority, "" + insight.priority()))
            .filter(insight -> call.isWithin(records.user().dateAt(insight.created())))
            .toList();
    return ResultPage.reply(call, records, rows, insight -> V2Json.insight(insight, records));
  }
}
