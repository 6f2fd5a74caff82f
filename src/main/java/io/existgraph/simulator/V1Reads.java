package io.existgraph.simulator;

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

  static ApiReply today(ApiCall call) {
    UserRecords diary = call.named();
    boolean own = diary == call.own();
    if (!own && diary.person().isPrivate()) {
      return ApiReply.json(200, V1Json.stub(diary.person()));
    }
    List<TrackedAttribute> shown =
        diary.tracked().stream().filter(it -> it.isActive() && (own || !it.isPrivate())).toList();
    Map<String, @Nullable Object> overview = V1Json.profile(diary);
    overview.put("attributes", V1Json.groups(diary, shown));
    return ApiReply.json(200, overview);
  }

  static ApiReply attributes(ApiCall call) {
    UserRecords diary = call.self();
    int limit = call.number("limit", USUAL_DAYS, MOST_DAYS);
    List<LocalDate> days = diary.days(diary.today().minusDays(limit - 1), null);
    return ApiReply.json(
        200,
        diary.tracked().stream()
            .filter(TrackedAttribute::isActive)
            .map(it -> V1Json.attribute(it, values(call, diary, it.attribute(), days)))
            .toList());
  }

  private static List<Object> values(
      ApiCall call, UserRecords diary, SimulatedAttribute attribute, List<LocalDate> days) {
    return kept(call, diary, attribute, days).stream()
        .map(it -> value(diary, attribute, it))
        .toList();
  }

  private static List<LocalDate> kept(
      ApiCall call, UserRecords diary, SimulatedAttribute attribute, List<LocalDate> days) {
    return call.habits().leavesOutEmptyDays()
        ? days.stream().filter(it -> diary.recorded(attribute, it) != null).toList()
        : days;
  }

  static Object value(UserRecords diary, SimulatedAttribute attribute, LocalDate date) {
    return ApiReply.object("value", diary.shown(attribute, date), "date", date.toString());
  }

  static ApiReply values(ApiCall call) {
    UserRecords diary = call.named();
    TrackedAttribute tracked = call.tracked(diary);
    if (diary != call.own() && (diary.person().isPrivate() || tracked.isPrivate())) {
      return ApiReply.forbidden();
    }
    LocalDate from = call.habits().ignoresDateMin() ? null : call.date("date_min");
    List<LocalDate> days = diary.days(from, call.date("date_max"));
    List<LocalDate> kept = kept(call, diary, tracked.attribute(), days);
    return ResultPage.of(call, diary, kept, it -> value(diary, tracked.attribute(), it));
  }

  static ApiReply insights(ApiCall call) {
    return insights(call, call.self(), call.self().findings().insights());
  }

  static ApiReply insightsOfAttribute(ApiCall call) {
    UserRecords diary = call.self();
    SimulatedAttribute attribute = call.tracked(diary).attribute();
    return insights(
        call,
        diary,
        diary.findings().insights().stream()
            .filter(it -> it.attribute().equals(attribute))
            .toList());
  }

  private static ApiReply insights(ApiCall call, UserRecords diary, List<SimulatedInsight> all) {
    List<SimulatedInsight> within =
        all.stream().filter(it -> call.isWithin(diary.person().dateAt(it.created()))).toList();
    return ResultPage.of(call, diary, within, V1Json::insight);
  }

  static ApiReply averages(ApiCall call) {
    UserRecords diary = call.self();
    return ApiReply.json(
        200,
        diary.tracked().stream()
            .map(it -> diary.findings().latestAverage(it.attribute()))
            .filter(Objects::nonNull)
            .map(V1Json::average)
            .toList());
  }

  static ApiReply averagesOfAttribute(ApiCall call) {
    UserRecords diary = call.self();
    List<SimulatedAverage> within =
        diary.findings().averages(call.tracked(diary).attribute()).stream()
            .filter(it -> call.isWithin(it.date()))
            .toList();
    return ResultPage.of(call, diary, within, V1Json::average);
  }

  static ApiReply correlations(ApiCall call) {
    UserRecords diary = call.self();
    SimulatedAttribute attribute = call.tracked(diary).attribute();
    boolean latest = call.request().query().getOrDefault("latest", "").matches("true|1");
    List<SimulatedCorrelation> all =
        latest
            ? diary.findings().latestCorrelations(attribute)
            : diary.findings().correlations(attribute);
    List<SimulatedCorrelation> within =
        all.stream().filter(it -> call.isWithin(it.date())).toList();
    return ResultPage.of(call, diary, within, V1Json::correlation);
  }

  /// Only services own attributes, and a simple token belongs to none.
  static ApiReply owned(ApiCall call) {
    SimulatedService client = call.caller().client();
    if (client == null) {
      return ApiReply.forbidden();
    }
    UserRecords diary = call.own();
    return ApiReply.json(
        200,
        diary.tracked().stream()
            .filter(it -> it.owner() == client)
            .map(it -> V1Json.owned(diary, it))
            .toList());
  }
}
