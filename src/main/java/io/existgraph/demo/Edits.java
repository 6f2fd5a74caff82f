package io.existgraph.demo;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/// What a client may change for its user. What cannot be done throws an [Objection].
record Edits(Diary diary, Service client, Predicate<Group> writable) {
  private static final Set<Type> COUNTED =
      Set.of(Type.INTEGER, Type.FLOAT, Type.PERIOD, Type.PERCENTAGE);

  Tracked acquire(@Nullable Tracked tracked, boolean active, @Nullable Boolean hidden) {
    if (tracked == null) {
      throw new Objection("not_found", "Attribute matching query does not exist.");
    }
    checkGroup(tracked.attribute().group());
    boolean isHidden = hidden == null ? tracked.isPrivate() : hidden;
    return kept(tracked.acquired(client, active, isHidden));
  }

  Tracked release(String name) {
    Tracked tracked = diary.tracked(name);
    if (tracked == null) {
      throw new Objection("not_found", "Attribute matching query does not exist.");
    }
    return kept(own(tracked).released(client));
  }

  /// Adds an attribute that the client owns from the start.
  Tracked create(Attribute attribute) {
    checkGroup(attribute.group());
    if (diary.tracked(attribute.name()) != null) {
      throw new Objection("exists", "User already has an attribute '" + attribute.name() + "'");
    }
    return kept(new Tracked(attribute, client, true, false));
  }

  Map<String, @Nullable Object> update(JsonNode item) {
    Tracked tracked = writable(item);
    Type type = tracked.attribute().type();
    String objection = type.objection(item.path("value"));
    if (objection != null) {
      throw new Objection("validation", objection);
    }
    diary.write(tracked.attribute(), date(item), type.read(item.path("value")));
    return Batch.echo(item);
  }

  /// Adds to the day's value; returns the day's new total.
  Object increment(JsonNode item) {
    Attribute attribute = writable(item).attribute();
    Type type = attribute.type();
    LocalDate date = item.has("date") ? date(item) : diary.today();
    if (!COUNTED.contains(type)) {
      throw new Objection("validation", "Cannot increment this type of attribute");
    }
    synchronized (diary) { // two at once must not lose one
      JsonNode total = total(diary.recorded(attribute, date), item.path("value"));
      String objection = type.objection(total);
      if (objection != null) {
        throw new Objection("validation", objection);
      }
      Object current = type.read(total);
      diary.write(attribute, date, current);
      return current;
    }
  }

  /// A whole number as long as both are.
  private static JsonNode total(@Nullable Object before, JsonNode by) {
    if (!by.isNumber()) {
      throw new Objection("validation", "Can only increment by a number");
    }
    if (before instanceof Integer number && by.isIntegralNumber() && by.canConvertToInt()) {
      return JsonNodeFactory.instance.numberNode((long) number + by.intValue());
    }
    double sum = (before instanceof Number number ? number.doubleValue() : 0) + by.doubleValue();
    return before == null && by.isIntegralNumber()
        ? by
        : JsonNodeFactory.instance.numberNode(Numbers.round(sum, 4));
  }

  private Tracked writable(JsonNode item) {
    String name = item.path("name").asString("");
    Tracked tracked = diary.tracked(name);
    if (tracked == null) {
      throw new Objection("not_found", "User doesn't have an attribute named '" + name + "'");
    }
    return own(tracked);
  }

  private Tracked own(Tracked tracked) {
    if (tracked.owner() != client) {
      throw new Objection(
          "unauthorised", "Attribute '" + tracked.name() + "' does not belong to this service");
    }
    checkGroup(tracked.attribute().group());
    return tracked;
  }

  private void checkGroup(Group group) {
    if (!writable.test(group)) {
      throw new Objection(
          "not_allowed", "No permission to write to attributes in group '" + group.slug() + "'");
    }
  }

  private static LocalDate date(JsonNode item) {
    try {
      return LocalDate.parse(item.path("date").asString(""));
    } catch (DateTimeParseException e) {
      throw new Objection("validation", "Date must be YYYY-mm-dd");
    }
  }

  private Tracked kept(Tracked changed) {
    diary.replace(changed);
    return changed;
  }

  /// The name that a label becomes.
  static String name(String label) {
    return label.strip().toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "_");
  }
}
