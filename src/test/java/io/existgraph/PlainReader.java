package io.existgraph;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Answers the same questions as the gateway, each by asking Exist for just that and nothing
/// cleverer.
final class PlainReader {
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private final URI exist;
  private final LocalDate today;
  private final Map<String, JsonNode> read = new HashMap<>();

  private final String credential;

  PlainReader(URI exist, LocalDate today) {
    this(exist, today, "Token demo");
  }

  PlainReader(URI exist, LocalDate today, String credential) {
    this.exist = exist;
    this.today = today;
    this.credential = credential;
  }

  private JsonNode get(String path) {
    return read.computeIfAbsent(
        path,
        _ -> {
          try {
            HttpRequest request =
                HttpRequest.newBuilder(exist.resolve("/api/1/" + path))
                    .header("Authorization", credential)
                    .build();
            HttpResponse<String> response = HTTP.send(request, BodyHandlers.ofString());
            return response.statusCode() == 200 ? JSON.readTree(response.body()) : JSON.nullNode();
          } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
          }
        });
  }

  JsonNode profile() {
    return get("users/$self/today/");
  }

  /// Name and group of each attribute, in display order.
  List<String[]> attributes() {
    List<String[]> names = new ArrayList<>();
    for (JsonNode group : sorted(profile().path("attributes"))) {
      for (JsonNode item : sorted(group.path("items"))) {
        names.add(
            new String[] {
              item.path("attribute").asString(),
              group.path("group").asString(),
              item.path("label").asString(),
              item.path("value_type").asString()
            });
      }
    }
    return names;
  }

  /// By priority, then label.
  static List<JsonNode> sorted(JsonNode array) {
    List<JsonNode> rows = new ArrayList<>();
    array.forEach(rows::add);
    rows.sort(
        Comparator.<JsonNode>comparingInt(row -> row.path("priority").asInt())
            .thenComparing(row -> row.path("label").asString()));
    return rows;
  }

  private JsonNode typed(String name, JsonNode value) {
    boolean isFlag =
        attributes().stream()
            .anyMatch(attribute -> attribute[0].equals(name) && attribute[3].equals("7"));
    return isFlag && value.isNumber()
        ? JSON.getNodeFactory().booleanNode(value.asInt() != 0)
        : value;
  }

  JsonNode value(String name, LocalDate day) {
    if (day.isAfter(today)) {
      return JSON.nullNode();
    }
    JsonNode rows =
        get("users/$self/attributes/" + name + "/?limit=1&date_max=" + day).path("results");
    JsonNode row = rows.path(0);
    boolean isThatDay = row.path("date").asString("").equals(day.toString());
    return isThatDay ? typed(name, row.path("value")) : JSON.nullNode();
  }

  ArrayNode values(String name, LocalDate from, LocalDate to) {
    ArrayNode rows = JSON.createArrayNode();
    for (LocalDate day = to; !day.isBefore(from); day = day.minusDays(1)) {
      ObjectNode row = rows.addObject();
      row.put("date", day.toString());
      row.set("value", value(name, day));
    }
    return rows;
  }

  JsonNode latestAverage(String name) {
    for (JsonNode row : get("users/$self/averages/")) {
      if (row.path("attribute").asString().equals(name)) {
        return only(row, Map.of("overall", "overall"));
      }
    }
    return JSON.nullNode();
  }

  /// The first rows of a list, each with some of its fields.
  JsonNode nodes(String path, int first, Map<String, String> fields) {
    return nodes(rows(path), first, fields);
  }

  static JsonNode nodes(List<JsonNode> rows, int first, Map<String, String> fields) {
    ArrayNode nodes = JSON.createArrayNode();
    rows.stream().limit(first).forEach(row -> nodes.add(only(row, fields)));
    ObjectNode connection = JSON.createObjectNode();
    connection.set("nodes", nodes);
    return connection;
  }

  /// All rows of a list, page by page.
  List<JsonNode> rows(String path) {
    List<JsonNode> rows = new ArrayList<>();
    String target = "users/$self/" + path + (path.contains("?") ? "&" : "?") + "limit=100&page=";
    for (int number = 1; ; number++) {
      JsonNode page = get(target + number);
      page.path("results").forEach(rows::add);
      if (page.path("next").isNull() || page.path("next").isMissingNode()) {
        return rows;
      }
    }
  }

  JsonNode averages() {
    return get("users/$self/averages/");
  }

  JsonNode owned() {
    return get("attributes/owned/");
  }

  JsonNode overviewOf(String username) {
    return get("users/" + username + "/today/");
  }

  /// The end of today's progress bar and where it comes from; null when there is none.
  JsonNode goal(String name) {
    String goal = name + "_goal";
    boolean hasGoal = attributes().stream().anyMatch(attribute -> attribute[0].equals(goal));
    JsonNode target = hasGoal ? value(goal, today) : JSON.nullNode();
    String source = "GOAL_ATTRIBUTE";
    if (target.isNull()) {
      source = "WEEKDAY_AVERAGE";
      String weekday = today.getDayOfWeek().name().toLowerCase(java.util.Locale.ROOT);
      for (JsonNode row : averages()) {
        target = row.path("attribute").asString().equals(name) ? row.path(weekday) : target;
      }
    }
    return target.isNull()
        ? JSON.nullNode()
        : JSON.createObjectNode().put("target", target.asDouble()).put("source", source);
  }

  static JsonNode only(JsonNode row, Map<String, String> fields) {
    ObjectNode some = JSON.createObjectNode();
    fields.forEach((ours, theirs) -> some.set(ours, row.path(theirs)));
    return some;
  }
}
