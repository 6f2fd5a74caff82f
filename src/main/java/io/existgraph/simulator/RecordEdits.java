package io.existgraph.simulator;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/// What a client may change for its user. What cannot be done throws an [WriteRejection].
record RecordEdits(UserRecords diary, SimulatedService client, Predicate<SimulatedGroup> writable) {
  private static final Set<SimulatedType> COUNTED =
      Set.of(
          SimulatedType.INTEGER,
          SimulatedType.FLOAT,
          SimulatedType.PERIOD,
          SimulatedType.PERCENTAGE);

  TrackedAttribute acquire(
      @Nullable TrackedAttribute tracked, boolean active, @Nullable Boolean hidden) {
    if (tracked == null) {
      throw new WriteRejection("not_found", "Attribute matching query does not exist.");
    }
    checkGroup(tracked.attribute().group());
    boolean isHidden = hidden == null ? tracked.isPrivate() : hidden;
    return kept(tracked.acquired(client, active, isHidden));
  }

  TrackedAttribute release(String name) {
    TrackedAttribute tracked = diary.tracked(name);
    if (tracked == null) {
      throw new WriteRejection("not_found", "Attribute matching query does not exist.");
    }
    return kept(own(tracked).released(client));
  }

  /// Adds an attribute that the client owns from the start.
  TrackedAttribute create(SimulatedAttribute attribute) {
    checkGroup(attribute.group());
    if (diary.tracked(attribute.name()) != null) {
      throw new WriteRejection(
          "exists", "User already has an attribute '" + attribute.name() + "'");
    }
    return kept(new TrackedAttribute(attribute, client, true, false));
  }

  Map<String, @Nullable Object> update(JsonNode item) {
    TrackedAttribute tracked = writable(item);
    SimulatedType type = tracked.attribute().type();
    String objection = type.objection(item.path("value"));
    if (objection != null) {
      throw new WriteRejection("validation", objection);
    }
    diary.write(tracked.attribute(), date(item), type.read(item.path("value")));
    return WriteBatch.echo(item);
  }

  /// Adds to the day's value; returns the day's new total.
  Object increment(JsonNode item) {
    SimulatedAttribute attribute = writable(item).attribute();
    SimulatedType type = attribute.type();
    LocalDate date = item.has("date") ? date(item) : diary.today();
    if (!COUNTED.contains(type)) {
      throw new WriteRejection("validation", "Cannot increment this type of attribute");
    }
    synchronized (diary) { // two at once must not lose one
      JsonNode total = total(diary.recorded(attribute, date), item.path("value"));
      String objection = type.objection(total);
      if (objection != null) {
        throw new WriteRejection("validation", objection);
      }
      Object current = type.read(total);
      diary.write(attribute, date, current);
      return current;
    }
  }

  /// A whole number as long as both are.
  private static JsonNode total(@Nullable Object before, JsonNode by) {
    if (!by.isNumber()) {
      throw new WriteRejection("validation", "Can only increment by a number");
    }
    if (before instanceof Integer number && by.isIntegralNumber() && by.canConvertToInt()) {
      return JsonNodeFactory.instance.numberNode((long) number + by.intValue());
    }
    double sum = (before instanceof Number number ? number.doubleValue() : 0) + by.doubleValue();
    return before == null && by.isIntegralNumber()
        ? by
        : JsonNodeFactory.instance.numberNode(NumberPattern.round(sum, 4));
  }

  private TrackedAttribute writable(JsonNode item) {
    String name = item.path("name").asString("");
    TrackedAttribute tracked = diary.tracked(name);
    if (tracked == null) {
      throw new WriteRejection("not_found", "User doesn't have an attribute named '" + name + "'");
    }
    return own(tracked);
  }

  private TrackedAttribute own(TrackedAttribute tracked) {
    if (tracked.owner() != client) {
      throw new WriteRejection(
          "unauthorised", "Attribute '" + tracked.name() + "' does not belong to this service");
    }
    checkGroup(tracked.attribute().group());
    return tracked;
  }

  private void checkGroup(SimulatedGroup group) {
    if (!writable.test(group)) {
      throw new WriteRejection(
          "not_allowed", "No permission to write to attributes in group '" + group.slug() + "'");
    }
  }

  private static LocalDate date(JsonNode item) {
    try {
      return LocalDate.parse(item.path("date").asString(""));
    } catch (DateTimeParseException e) {
      throw new WriteRejection("validation", "Date must be YYYY-mm-dd");
    }
  }

  private TrackedAttribute kept(TrackedAttribute changed) {
    diary.replace(changed);
    return changed;
  }

  /// The name that a label becomes.
  static String name(String label) {
    return label.strip().toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "_");
  }
}
