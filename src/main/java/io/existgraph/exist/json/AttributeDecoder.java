package io.existgraph.exist.json;

import io.existgraph.exist.tree.JsonString;
import io.existgraph.exist.tree.JsonValue;
import io.existgraph.model.Attribute;
import io.existgraph.model.AttributeGroup;
import io.existgraph.model.AttributeName;
import io.existgraph.model.AttributeValues;
import io.existgraph.model.KnownAttributes;
import io.existgraph.model.Service;
import io.existgraph.model.ValueType;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A decoder of attributes. Accepts a group as a name or an object, and a service as a display
/// name, a slug, an object, `""` or null.
public final class AttributeDecoder {
  private static final Pattern NO_WORD = Pattern.compile("[^a-z0-9]+");
  private static final Pattern END = Pattern.compile("^_|_$");

  private AttributeDecoder() {}

  /// An attribute; null where the name is missing or invalid. `inherited` is the enclosing group.
  public static @Nullable Attribute attribute(JsonValue item, @Nullable AttributeGroup inherited) {
    AttributeName name = attributeName(item);
    if (name == null) {
      return null;
    }
    var known = KnownAttributes.of(name);
    String label = JsonFields.text(item, "label");
    AttributeGroup group = group(item.path("group"));
    return new Attribute(
        name,
        label == null ? name.value() : label,
        group != null
            ? group
            : inherited != null
                ? inherited
                : known.map(defaults -> namedGroup(defaults.groupName())).orElse(null),
        JsonFields.integer(item, "priority"),
        service(item.path("service")),
        JsonFields.bool(item, "private"),
        JsonFields.bool(item, "active"),
        valueType(item, name),
        JsonFields.text(item, "value_type_description"),
        JsonFields.text(item, "template"),
        JsonFields.bool(item, "manual"),
        services(item.path("available_services")));
  }

  private static ValueType valueType(JsonValue item, AttributeName name) {
    ValueType type = ValueType.of(JsonFields.integer(item, "value_type"));
    return type != ValueType.UNKNOWN
        ? type
        : KnownAttributes.of(name).map(KnownAttributes.KnownAttribute::type).orElse(type);
  }

  private static @Nullable List<Service> services(JsonValue array) {
    if (!array.isArray()) {
      return null;
    }
    return array.elements().stream()
        .map(AttributeDecoder::service)
        .filter(Objects::nonNull)
        .toList();
  }

  /// The name of the attribute that the item is.
  private static @Nullable AttributeName attributeName(JsonValue item) {
    return name(item, "attribute", "user_attribute", "name");
  }

  /// The first valid attribute name among the fields, each text or an object with a `name`.
  public static @Nullable AttributeName name(JsonValue item, String... fields) {
    for (String field : fields) {
      JsonValue node = item.path(field);
      String text = node.isObject() ? JsonFields.text(node, "name") : JsonFields.text(item, field);
      if (text != null && AttributeName.isName(text)) {
        return new AttributeName(text);
      }
    }
    return null;
  }

  /// A group from its name or object; null where it has no name.
  public static @Nullable AttributeGroup group(JsonValue node) {
    if (node instanceof JsonString(var text) && !text.isEmpty()) {
      return namedGroup(text);
    }
    String name = JsonFields.text(node, "name");
    return name == null ? null : group(name, node);
  }

  /// The group of that name, with label and priority from the node where it has them.
  public static AttributeGroup group(String name, JsonValue node) {
    AttributeGroup known = namedGroup(name);
    String label = JsonFields.text(node, "label");
    Integer priority = JsonFields.integer(node, "priority");
    return new AttributeGroup(
        name,
        label == null ? known.label() : label,
        priority == null ? known.priority() : priority);
  }

  /// A group of which only the name is given.
  private static AttributeGroup namedGroup(String name) {
    return KnownAttributes.group(name).orElseGet(() -> new AttributeGroup(name, name, null));
  }

  private static @Nullable Service service(JsonValue node) {
    if (node instanceof JsonString(var untrimmed)) {
      String text = untrimmed.trim();
      return text.isEmpty() ? null : new Service(slug(text), label(text));
    }
    String name = JsonFields.text(node, "name");
    String label = JsonFields.text(node, "label");
    if (name == null && label == null) {
      return null;
    }
    return new Service(
        name == null ? slug(String.valueOf(label)) : name,
        label == null ? label(String.valueOf(name)) : label);
  }

  private static String slug(String label) {
    String words = NO_WORD.matcher(label.toLowerCase(Locale.ROOT)).replaceAll("_");
    return END.matcher(words).replaceAll("");
  }

  private static String label(String text) {
    boolean isSlug = text.equals(text.toLowerCase(Locale.ROOT));
    return isSlug
        ? Character.toUpperCase(text.charAt(0)) + text.substring(1).replace('_', ' ')
        : text;
  }

  /// The raw values in rows of attributes, by name and date.
  public static Map<AttributeName, Map<LocalDate, Object>> valuesByName(JsonValue json) {
    Map<AttributeName, Map<LocalDate, Object>> values = new HashMap<>();
    for (JsonValue row : JsonFields.rows(json)) {
      @Nullable AttributeName name = attributeName(row);
      if (name != null) {
        values.putIfAbsent(name, values(row.path("values").elements()));
      }
    }
    return values;
  }

  /// How many values in rows of attributes are not of their attribute's type, such as `12abc`: no
  /// number is read from them, which is not the same as nothing recorded.
  public static int unreadableValues(JsonValue json) {
    int unreadable = 0;
    for (JsonValue row : JsonFields.rows(json)) {
      AttributeName name = attributeName(row);
      if (name != null) {
        unreadable += unreadableValues(row.path("values").elements(), valueType(row, name));
      }
    }
    return unreadable;
  }

  /// How many of the values in `[{"date", "value"}]` are not of that type.
  static int unreadableValues(List<JsonValue> rows, ValueType type) {
    int unreadable = 0;
    for (JsonValue row : rows) {
      unreadable += isUnreadable(row, type) ? 1 : 0;
    }
    return unreadable;
  }

  /// Whether the `value` of an attribute's item is not of its type.
  public static boolean isUnreadable(JsonValue item) {
    AttributeName name = attributeName(item);
    return name != null && isUnreadable(item, valueType(item, name));
  }

  private static boolean isUnreadable(JsonValue row, ValueType type) {
    Object value = JsonFields.scalar(row.path("value"));
    return value != null && !"".equals(value) && AttributeValues.normalised(value, type) == null;
  }

  /// The raw values of `[{"date", "value"}]` by date; rows without a date are skipped.
  public static Map<LocalDate, Object> values(List<JsonValue> rows) {
    Map<LocalDate, Object> values = new HashMap<>();
    for (JsonValue row : rows) {
      LocalDate date = JsonFields.date(row, "date");
      Object value = JsonFields.scalar(row.path("value"));
      if (date != null && value != null) {
        values.putIfAbsent(date, value);
      }
    }
    return values;
  }
}
