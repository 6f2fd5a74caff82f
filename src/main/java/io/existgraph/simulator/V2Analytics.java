package io.existgraph.simulator;

import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

/// What can be read of averages, correlations and insights over API v2.
final class V2Analytics {
  private V2Analytics() {}

  /// Newest first. Without `include_historical` only the newest of each attribute.
  static ApiReply averages(ApiCall call) {
    UserRecords diary = call.own();
    Set<String> attributes = call.names("attributes");
    List<SimulatedAverage> rows =
        V2Reads.visible(call)
            .filter(it -> V2Reads.isAmong(attributes, it.name()))
            .flatMap(it -> averages(diary, it.attribute(), call.isOn("include_historical")))
            .filter(it -> call.isWithin(it.date()))
            .sorted(Comparator.comparing(SimulatedAverage::date).reversed())
            .toList();
    return ResultPage.of(call.withUsualPage(100), diary, rows, V2Json::average);
  }

  private static Stream<SimulatedAverage> averages(
      UserRecords diary, SimulatedAttribute attribute, boolean historical) {
    return historical
        ? diary.findings().averages(attribute).stream()
        : Stream.of(diary.findings().latestAverage(attribute))
            .<SimulatedAverage>mapMulti(
                (it, next) -> {
                  if (it != null) {
                    next.accept(it);
                  }
                });
  }

  /// The latest batch, each pair once, the strongest first.
  static ApiReply correlations(ApiCall call) {
    String attribute = call.request().query().get("attribute");
    List<SimulatedCorrelation> rows =
        pairs(call)
            .filter(it -> attribute == null || it.isAbout(attribute))
            .filter(it -> !call.isOn("strong") || it.isStrong())
            .filter(it -> !call.isOn("confident") || it.isConfident())
            .toList();
    return ResultPage.of(call, call.own(), rows, V2Json::correlation);
  }

  static ApiReply combo(ApiCall call) {
    String one = call.request().query().getOrDefault("attribute", "");
    String other = call.request().query().getOrDefault("attribute2", "");
    return pairs(call)
        .filter(it -> !one.equals(other) && it.isAbout(one) && it.isAbout(other))
        .findFirst()
        .map(it -> ApiReply.json(200, V2Json.correlation(it)))
        .orElseGet(() -> ApiReply.json(404, ApiReply.object("error", "not_found")));
  }

  private static Stream<SimulatedCorrelation> pairs(ApiCall call) {
    List<SimulatedAttribute> visible =
        V2Reads.visible(call).map(TrackedAttribute::attribute).toList();
    return visible.stream()
        .flatMap(it -> call.own().findings().latestCorrelations(it).stream())
        .filter(it -> visible.indexOf(it.attribute()) < visible.indexOf(it.other()))
        .sorted(SimulatedCorrelation.STRONGEST_FIRST);
  }

  static ApiReply insights(ApiCall call) {
    UserRecords diary = call.own();
    String priority = call.request().query().get("priority");
    List<SimulatedInsight> rows =
        diary.findings().insights().stream()
            .filter(it -> call.caller().mayRead(it.attribute().group()))
            .filter(it -> priority == null || Objects.equals(priority, "" + it.priority()))
            .filter(it -> call.isWithin(diary.person().dateAt(it.created())))
            .toList();
    return ResultPage.of(call, diary, rows, it -> V2Json.insight(it, diary));
  }
}
