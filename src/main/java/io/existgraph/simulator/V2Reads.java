package io.existgraph.simulator;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What can be read of attributes over API v2. Days on which nothing was recorded are left out.
final class V2Reads {
  private static final int MOST_DAYS = 31;

  private V2Reads() {}

  static ApiReply profile(ApiCall call) {
    return ApiReply.json(200, V2Json.profile(call.own()));
  }

  static ApiReply templates(ApiCall call) {
    Set<String> groups = call.names("groups");
    List<SimulatedAttribute> shown =
        AttributeCatalog.TEMPLATES.stream()
            .filter(it -> isAmong(groups, it.group().slug()))
            .filter(it -> !it.isLowPriority() || call.isOn("include_low_priority"))
            .toList();
    return ResultPage.of(call, call.own(), shown, V2Json::template);
  }

  /// The parameter `attributes` has no effect here.
  static ApiReply attributes(ApiCall call) {
    return ResultPage.of(call, call.own(), listed(call).toList(), V2Json::withServices);
  }

  private static Stream<TrackedAttribute> listed(ApiCall call) {
    return visible(call)
        .filter(it -> it.isActive() || call.isOn("include_inactive"))
        .filter(it -> !it.attribute().isLowPriority() || call.isOn("include_low_priority"))
        .filter(
            it -> it.attribute().group() != SimulatedGroup.CUSTOM || !call.isOn("exclude_custom"))
        .filter(it -> !call.isOn("owned") || isOwned(call, it));
  }

  private static boolean isOwned(ApiCall call, TrackedAttribute tracked) {
    SimulatedService client = call.caller().client();
    return client != null && tracked.owner() == client;
  }

  /// What the token's scopes show, of the groups and kind asked for.
  static Stream<TrackedAttribute> visible(ApiCall call) {
    Set<String> groups = call.names("groups");
    Boolean manual = call.flag("manual");
    return call.own().tracked().stream()
        .filter(it -> call.caller().mayRead(it.attribute().group()))
        .filter(it -> isAmong(groups, it.attribute().group().slug()))
        .filter(it -> manual == null || manual == V2Json.isManual(it));
  }

  static boolean isAmong(@Nullable Set<String> names, @Nullable String name) {
    return names == null || (name != null && names.contains(name));
  }

  static ApiReply withValues(ApiCall call) {
    UserRecords diary = call.own();
    int days = call.number("days", 1, MOST_DAYS);
    LocalDate wanted = call.date("date_max");
    LocalDate last = wanted == null ? diary.today() : wanted;
    List<LocalDate> dates = diary.days(last.minusDays(days - 1L), last);
    Set<String> attributes = call.names("attributes");
    Set<String> templates = call.names("templates");
    List<TrackedAttribute> shown =
        visible(call)
            .filter(TrackedAttribute::isActive)
            .filter(it -> isAmong(attributes, it.name()))
            .filter(it -> isAmong(templates, V2Json.templateOf(it.attribute())))
            .toList();
    return ResultPage.of(call, diary, shown, it -> withValues(diary, it, dates));
  }

  private static Object withValues(
      UserRecords diary, TrackedAttribute tracked, List<LocalDate> dates) {
    Map<String, @Nullable Object> attribute = V2Json.attribute(tracked);
    attribute.put("values", values(diary, tracked.attribute(), dates));
    return attribute;
  }

  private static List<Object> values(
      UserRecords diary, SimulatedAttribute attribute, List<LocalDate> dates) {
    return dates.stream()
        .filter(it -> diary.recorded(attribute, it) != null)
        .map(it -> V1Reads.value(diary, attribute, it))
        .toList();
  }

  /// The parameter `date_min` has no effect here.
  static ApiReply values(ApiCall call) {
    String name = call.request().query().get("attribute");
    if (name == null) {
      throw new RequestRejection(ApiReply.detail(400, "'attribute' is required"));
    }
    UserRecords diary = call.own();
    TrackedAttribute tracked = diary.tracked(name);
    if (tracked == null
        || !tracked.isActive()
        || !call.caller().mayRead(tracked.attribute().group())) {
      throw new RequestRejection(ApiReply.notFound());
    }
    List<LocalDate> dates = diary.days(null, call.date("date_max"));
    return ResultPage.of(call, diary, values(diary, tracked.attribute(), dates), it -> it);
  }

  static ApiReply owned(ApiCall call) {
    if (call.caller().client() == null) {
      return ApiReply.forbidden();
    }
    List<TrackedAttribute> owned = visible(call).filter(it -> isOwned(call, it)).toList();
    return ResultPage.of(call, call.own(), owned, V2Json::withServices);
  }
}
