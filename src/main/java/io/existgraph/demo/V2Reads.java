package io.existgraph.demo;

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

  static Reply profile(Call call) {
    return Reply.json(200, V2Json.profile(call.own()));
  }

  static Reply templates(Call call) {
    Set<String> groups = call.names("groups");
    List<Attribute> shown =
        Attributes.TEMPLATES.stream()
            .filter(it -> isAmong(groups, it.group().slug()))
            .filter(it -> !it.isLowPriority() || call.isOn("include_low_priority"))
            .toList();
    return Page.of(call, call.own(), shown, V2Json::template);
  }

  /// The parameter `attributes` has no effect here.
  static Reply attributes(Call call) {
    return Page.of(call, call.own(), listed(call).toList(), V2Json::withServices);
  }

  private static Stream<Tracked> listed(Call call) {
    return visible(call)
        .filter(it -> it.isActive() || call.isOn("include_inactive"))
        .filter(it -> !it.attribute().isLowPriority() || call.isOn("include_low_priority"))
        .filter(it -> it.attribute().group() != Group.CUSTOM || !call.isOn("exclude_custom"))
        .filter(it -> !call.isOn("owned") || isOwned(call, it));
  }

  private static boolean isOwned(Call call, Tracked tracked) {
    Service client = call.caller().client();
    return client != null && tracked.owner() == client;
  }

  /// What the token's scopes show, of the groups and kind asked for.
  static Stream<Tracked> visible(Call call) {
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

  static Reply withValues(Call call) {
    Diary diary = call.own();
    int days = call.number("days", 1, MOST_DAYS);
    LocalDate wanted = call.date("date_max");
    LocalDate last = wanted == null ? diary.today() : wanted;
    List<LocalDate> dates = diary.days(last.minusDays(days - 1L), last);
    Set<String> attributes = call.names("attributes");
    Set<String> templates = call.names("templates");
    List<Tracked> shown =
        visible(call)
            .filter(Tracked::isActive)
            .filter(it -> isAmong(attributes, it.name()))
            .filter(it -> isAmong(templates, V2Json.templateOf(it.attribute())))
            .toList();
    return Page.of(call, diary, shown, it -> withValues(diary, it, dates));
  }

  private static Object withValues(Diary diary, Tracked tracked, List<LocalDate> dates) {
    Map<String, @Nullable Object> attribute = V2Json.attribute(tracked);
    attribute.put("values", values(diary, tracked.attribute(), dates));
    return attribute;
  }

  private static List<Object> values(Diary diary, Attribute attribute, List<LocalDate> dates) {
    return dates.stream()
        .filter(it -> diary.recorded(attribute, it) != null)
        .map(it -> V1Reads.value(diary, attribute, it))
        .toList();
  }

  /// The parameter `date_min` has no effect here.
  static Reply values(Call call) {
    String name = call.request().query().get("attribute");
    if (name == null) {
      throw new Refused(Reply.detail(400, "'attribute' is required"));
    }
    Diary diary = call.own();
    Tracked tracked = diary.tracked(name);
    if (tracked == null
        || !tracked.isActive()
        || !call.caller().mayRead(tracked.attribute().group())) {
      throw new Refused(Reply.notFound());
    }
    List<LocalDate> dates = diary.days(null, call.date("date_max"));
    return Page.of(call, diary, values(diary, tracked.attribute(), dates), it -> it);
  }

  static Reply owned(Call call) {
    if (call.caller().client() == null) {
      return Reply.forbidden();
    }
    List<Tracked> owned = visible(call).filter(it -> isOwned(call, it)).toList();
    return Page.of(call, call.own(), owned, V2Json::withServices);
  }
}
