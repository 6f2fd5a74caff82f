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

  PlainReader(URI exist, LocalDate today) {
    this.exist = exist;
    this.today = today;
  }

  private JsonNode get(String path) {
    return read.computeIfAbsent(
        path,
        _ -> {
          try {
            HttpRequest request =
                HttpRequest.newBuilder(exist.resolve("/api/1/" + path))
                    .header("Authorization", "Token demo")
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
  private static List<JsonNode> sorted(JsonNode array) {
    List<JsonNode> rows = new ArrayList<>();
    array.forEach(rows::add);
    rows.sort(
        Comparator.<JsonNode>comparingInt(it -> it.path("priority").asInt())
            .thenComparing(it -> it.path("label").asString()));
    return rows;
  }

  private JsonNode typed(String name, JsonNode value) {
    boolean isFlag = attributes().stream().anyMatch(it -> it[0].equals(name) && it[3].equals("7"));
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
    ArrayNode nodes = JSON.createArrayNode();
    JsonNode page = get("users/$self/" + path + (path.contains("?") ? "&" : "?") + "limit=100");
    for (JsonNode row : page.path("results")) {
      if (nodes.size() < first) {
        nodes.add(only(row, fields));
      }
    }
    ObjectNode connection = JSON.createObjectNode();
    connection.set("nodes", nodes);
    return connection;
  }

  private static JsonNode only(JsonNode row, Map<String, String> fields) {
    ObjectNode some = JSON.createObjectNode();
    fields.forEach((ours, theirs) -> some.set(ours, row.path(theirs)));
    return some;
  }
}
