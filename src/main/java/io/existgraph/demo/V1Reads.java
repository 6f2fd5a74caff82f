package io.existgraph.demo;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// What can be read over API v1.
final class V1Reads {
  private static final int USUAL_DAYS = 7;
  private static final int MOST_DAYS = 31;

  private V1Reads() {}

  static Reply today(Call call) {
    Diary diary = call.named();
    boolean own = diary == call.own();
    if (!own && diary.person().isPrivate()) {
      return Reply.json(200, V1Json.stub(diary.person()));
    }
    List<Tracked> shown =
        diary.tracked().stream().filter(it -> it.isActive() && (own || !it.isPrivate())).toList();
    Map<String, @Nullable Object> overview = V1Json.profile(diary);
    overview.put("attributes", V1Json.groups(diary, shown));
    return Reply.json(200, overview);
  }

  static Reply attributes(Call call) {
    Diary diary = call.self();
    int limit = call.number("limit", USUAL_DAYS, MOST_DAYS);
    List<LocalDate> days = diary.days(diary.today().minusDays(limit - 1), null);
    return Reply.json(
        200,
        diary.tracked().stream()
            .filter(Tracked::isActive)
            .map(it -> V1Json.attribute(it, values(call, diary, it.attribute(), days)))
            .toList());
  }

  private static List<Object> values(
      Call call, Diary diary, Attribute attribute, List<LocalDate> days) {
    return kept(call, diary, attribute, days).stream()
        .map(it -> value(diary, attribute, it))
        .toList();
  }

  private static List<LocalDate> kept(
      Call call, Diary diary, Attribute attribute, List<LocalDate> days) {
    return call.habits().leavesOutEmptyDays()
        ? days.stream().filter(it -> diary.recorded(attribute, it) != null).toList()
        : days;
  }

  static Object value(Diary diary, Attribute attribute, LocalDate date) {
    return Reply.object("value", diary.shown(attribute, date), "date", date.toString());
  }

  static Reply values(Call call) {
    Diary diary = call.named();
    Tracked tracked = call.tracked(diary);
    if (diary != call.own() && (diary.person().isPrivate() || tracked.isPrivate())) {
      return Reply.forbidden();
    }
    LocalDate from = call.habits().ignoresDateMin() ? null : call.date("date_min");
    List<LocalDate> days = diary.days(from, call.date("date_max"));
    List<LocalDate> kept = kept(call, diary, tracked.attribute(), days);
    return Page.of(call, diary, kept, it -> value(diary, tracked.attribute(), it));
  }

  static Reply insights(Call call) {
    return insights(call, call.self(), call.self().findings().insights());
  }

  static Reply insightsOfAttribute(Call call) {
    Diary diary = call.self();
    Attribute attribute = call.tracked(diary).attribute();
    return insights(
        call,
        diary,
        diary.findings().insights().stream()
            .filter(it -> it.attribute().equals(attribute))
            .toList());
  }

  private static Reply insights(Call call, Diary diary, List<Insight> all) {
    List<Insight> within =
        all.stream().filter(it -> call.isWithin(diary.person().dateAt(it.created()))).toList();
    return Page.of(call, diary, within, V1Json::insight);
  }

  static Reply averages(Call call) {
    Diary diary = call.self();
    return Reply.json(
        200,
        diary.tracked().stream()
            .map(it -> diary.findings().latestAverage(it.attribute()))
            .filter(Objects::nonNull)
            .map(V1Json::average)
            .toList());
  }

  static Reply averagesOfAttribute(Call call) {
    Diary diary = call.self();
    List<Average> within =
        diary.findings().averages(call.tracked(diary).attribute()).stream()
            .filter(it -> call.isWithin(it.date()))
            .toList();
    return Page.of(call, diary, within, V1Json::average);
  }

  static Reply correlations(Call call) {
    Diary diary = call.self();
    Attribute attribute = call.tracked(diary).attribute();
    boolean latest = call.request().query().getOrDefault("latest", "").matches("true|1");
    List<Correlation> all =
        latest
            ? diary.findings().latestCorrelations(attribute)
            : diary.findings().correlations(attribute);
    List<Correlation> within = all.stream().filter(it -> call.isWithin(it.date())).toList();
    return Page.of(call, diary, within, V1Json::correlation);
  }

  /// Only services own attributes, and a simple token belongs to none.
  static Reply owned(Call call) {
    Service client = call.caller().client();
    if (client == null) {
      return Reply.forbidden();
    }
    Diary diary = call.own();
    return Reply.json(
        200,
        diary.tracked().stream()
            .filter(it -> it.owner() == client)
            .map(it -> V1Json.owned(diary, it))
            .toList());
  }
}
