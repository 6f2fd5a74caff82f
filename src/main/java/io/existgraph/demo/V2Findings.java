package io.existgraph.demo;

import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

/// What can be read of averages, correlations and insights over API v2.
final class V2Findings {
  private V2Findings() {}

  /// Newest first. Without `include_historical` only the newest of each attribute.
  static Reply averages(Call call) {
    Diary diary = call.own();
    Set<String> attributes = call.names("attributes");
    List<Average> rows =
        V2Reads.visible(call)
            .filter(it -> V2Reads.isAmong(attributes, it.name()))
            .flatMap(it -> averages(diary, it.attribute(), call.isOn("include_historical")))
            .filter(it -> call.isWithin(it.date()))
            .sorted(Comparator.comparing(Average::date).reversed())
            .toList();
    return Page.of(call.withUsualPage(100), diary, rows, V2Json::average);
  }

  private static Stream<Average> averages(Diary diary, Attribute attribute, boolean historical) {
    return historical
        ? diary.findings().averages(attribute).stream()
        : Stream.of(diary.findings().latestAverage(attribute))
            .<Average>mapMulti(
                (it, next) -> {
                  if (it != null) {
                    next.accept(it);
                  }
                });
  }

  /// The latest batch, each pair once, the strongest first.
  static Reply correlations(Call call) {
    String attribute = call.request().query().get("attribute");
    List<Correlation> rows =
        pairs(call)
            .filter(it -> attribute == null || it.isAbout(attribute))
            .filter(it -> !call.isOn("strong") || it.isStrong())
            .filter(it -> !call.isOn("confident") || it.isConfident())
            .toList();
    return Page.of(call, call.own(), rows, V2Json::correlation);
  }

  static Reply combo(Call call) {
    String one = call.request().query().getOrDefault("attribute", "");
    String other = call.request().query().getOrDefault("attribute2", "");
    return pairs(call)
        .filter(it -> !one.equals(other) && it.isAbout(one) && it.isAbout(other))
        .findFirst()
        .map(it -> Reply.json(200, V2Json.correlation(it)))
        .orElseGet(() -> Reply.json(404, Reply.object("error", "not_found")));
  }

  private static Stream<Correlation> pairs(Call call) {
    List<Attribute> visible = V2Reads.visible(call).map(Tracked::attribute).toList();
    return visible.stream()
        .flatMap(it -> call.own().findings().latestCorrelations(it).stream())
        .filter(it -> visible.indexOf(it.attribute()) < visible.indexOf(it.other()))
        .sorted(Correlation.STRONGEST_FIRST);
  }

  static Reply insights(Call call) {
    Diary diary = call.own();
    String priority = call.request().query().get("priority");
    List<Insight> rows =
        diary.findings().insights().stream()
            .filter(it -> call.caller().mayRead(it.attribute().group()))
            .filter(it -> priority == null || Objects.equals(priority, "" + it.priority()))
            .filter(it -> call.isWithin(diary.person().dateAt(it.created())))
            .toList();
    return Page.of(call, diary, rows, it -> V2Json.insight(it, diary));
  }
}
