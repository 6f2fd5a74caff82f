package io.existgraph.simulator;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The attribute endpoints of API v2 for reading. Days without a record are omitted.
final class V2Reads {
  private static final int MAX_DAYS = 31;

  private V2Reads() {}

  static ApiReply profile(RoutedRequest call) {
    return ApiReply.json(200, V2Json.profile(call.ownRecords()));
  }

  static ApiReply templates(RoutedRequest call) {
    Set<String> groups = call.names("groups");
    List<SimulatedAttribute> shown =
        AttributeCatalog.TEMPLATES.stream()
            .filter(template -> isAmong(groups, template.group().slug()))
            .filter(template -> !template.isLowPriority() || call.hasFlag("include_low_priority"))
            .toList();
    return ResultPage.reply(call, call.ownRecords(), shown, V2Json::template);
  }

  /// The parameter `attributes` has no effect here.
  static ApiReply attributes(RoutedRequest call) {
    return ResultPage.reply(call, call.ownRecords(), listed(call).toList(), V2Json::withServices);
  }

  private static Stream<TrackedAttribute> listed(RoutedRequest call) {
    return visible(call)
        .filter(tracked -> tracked.isActive() || call.hasFlag("include_inactive"))
        .filter(
            tracked -> !tracked.attribute().isLowPriority() || call.hasFlag("include_low_priority"))
        .filter(
            tracked ->
                tracked.attribute().group() != SimulatedGroup.CUSTOM
                    || !call.hasFlag("exclude_custom"))
        .filter(tracked -> !call.hasFlag("owned") || isOwned(call, tracked));
  }

  private static boolean isOwned(RoutedRequest call, TrackedAttribute tracked) {
    SimulatedService client = call.caller().client();
    return client != null && tracked.owner() == client;
  }

  /// The attributes that the scopes of the token and the parameters `groups` and `manual` select.
  static Stream<TrackedAttribute> visible(RoutedRequest call) {
    Set<String> groups = call.names("groups");
    Boolean manual = call.flag("manual");
    return call.ownRecords().tracked().stream()
        .filter(tracked -> call.caller().mayRead(tracked.attribute().group()))
        .filter(tracked -> isAmong(groups, tracked.attribute().group().slug()))
        .filter(tracked -> manual == null || manual == V2Json.isManual(tracked));
  }

  static boolean isAmong(@Nullable Set<String> names, @Nullable String name) {
    return names == null || (name != null && names.contains(name));
  }

  static ApiReply withValues(RoutedRequest call) {
    UserRecords records = call.ownRecords();
    int days = call.number("days", 1, MAX_DAYS);
    LocalDate dateMax = call.date("date_max");
    LocalDate last = dateMax == null ? records.today() : dateMax;
    List<LocalDate> dates = records.days(last.minusDays(days - 1L), last);
    Set<String> attributes = call.names("attributes");
    Set<String> templates = call.names("templates");
    List<TrackedAttribute> shown =
        visible(call)
            .filter(TrackedAttribute::isActive)
            .filter(tracked -> isAmong(attributes, tracked.name()))
            .filter(tracked -> isAmong(templates, V2Json.templateOf(tracked.attribute())))
            .toList();
    return ResultPage.reply(call, records, shown, tracked -> withValues(records, tracked, dates));
  }

  private static Object withValues(
      UserRecords records, TrackedAttribute tracked, List<LocalDate> dates) {
    Map<String, @Nullable Object> attribute = V2Json.attribute(tracked);
    attribute.put("values", values(records, tracked.attribute(), dates));
    return attribute;
  }

  private static List<Object> values(
      UserRecords records, SimulatedAttribute attribute, List<LocalDate> dates) {
    return dates.stream()
        .filter(date -> records.recorded(attribute, date) != null)
        .map(date -> V1Reads.value(records, attribute, date))
        .toList();
  }

  /// The parameter `date_min` has no effect here.
  static ApiReply values(RoutedRequest call) {
    String name = call.request().query().get("attribute");
    if (name == null) {
      throw new RequestRejection(ApiReply.detail(400, "'attribute' is required"));
    }
    UserRecords records = call.ownRecords();
    TrackedAttribute tracked = records.tracked(name);
    if (tracked == null
        || !tracked.isActive()
        || !call.caller().mayRead(tracked.attribute().group())) {
      throw new RequestRejection(ApiReply.notFound());
    }
    List<LocalDate> dates = records.days(null, call.date("date_max"));
    return ResultPage.reply(
        call, records, values(records, tracked.attribute(), dates), Function.identity());
  }

  static ApiReply owned(RoutedRequest call) {
    if (call.caller().client() == null) {
      return ApiReply.forbidden();
    }
    List<TrackedAttribute> owned = visible(call).filter(tracked -> isOwned(call, tracked)).toList();
    return ResultPage.reply(call, call.ownRecords(), owned, V2Json::withServices);
  }
}
