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

/// The write operations of a client on the records of its user. A refused operation throws a
/// [WriteRejection].
record RecordEdits(
    UserRecords records, SimulatedService client, Predicate<SimulatedGroup> writable) {
  private static final Set<SimulatedType> INCREMENTABLE =
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
    return save(tracked.acquired(client, active, isHidden));
  }

  TrackedAttribute release(String name) {
    TrackedAttribute tracked = records.tracked(name);
    if (tracked == null) {
      throw new WriteRejection("not_found", "Attribute matching query does not exist.");
    }
    return save(requireOwned(tracked).released(client));
  }

  /// Adds an attribute that is owned by the client.
  TrackedAttribute create(SimulatedAttribute attribute) {
    checkGroup(attribute.group());
    if (records.tracked(attribute.name()) != null) {
      throw new WriteRejection(
          "exists", "User already has an attribute '" + attribute.name() + "'");
    }
    return save(new TrackedAttribute(attribute, client, true, false));
  }

  /// Sets the value of a day and returns the item as it is stored.
  Map<String, @Nullable Object> update(JsonNode item) {
    TrackedAttribute tracked = requireWritable(item);
    SimulatedType type = tracked.attribute().type();
    String validationError = type.validationError(item.path("value"));
    if (validationError != null) {
      throw new WriteRejection("validation", validationError);
    }
    Object stored = type.read(item.path("value"));
    records.write(tracked.attribute(), date(item), stored);
    Map<String, @Nullable Object> row = WriteBatch.echo(item);
    row.put("value", stored);
    return row;
  }

  /// Adds to the value of the day and returns the new total.
  Object increment(JsonNode item) {
    SimulatedAttribute attribute = requireWritable(item).attribute();
    SimulatedType type = attribute.type();
    LocalDate date = item.has("date") ? date(item) : records.today();
    if (!INCREMENTABLE.contains(type)) {
      throw new WriteRejection("validation", "Cannot increment this type of attribute");
    }
    synchronized (records) { // concurrent increments must not be lost
      JsonNode total = total(records.recorded(attribute, date), item.path("value"));
      String validationError = type.validationError(total);
      if (validationError != null) {
        throw new WriteRejection("validation", validationError);
      }
      Object current = type.read(total);
      records.write(attribute, date, current);
      return current;
    }
  }

  /// The sum, which is an integer where both are.
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
        : JsonNodeFactory.instance.numberNode(SampleStatistics.round(sum, 4));
  }

  private TrackedAttribute requireWritable(JsonNode item) {
    String name = item.path("name").asString("");
    TrackedAttribute tracked = records.tracked(name);
    if (tracked == null) {
      throw new WriteRejection("not_found", "User doesn't have an attribute named '" + name + "'");
    }
    return requireOwned(tracked);
  }

  private TrackedAttribute requireOwned(TrackedAttribute tracked) {
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

  private TrackedAttribute save(TrackedAttribute changed) {
    records.replace(changed);
    return changed;
  }

  /// The attribute name that is derived from a label.
  static String name(String label) {
    return label.strip().toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "_");
  }
}
