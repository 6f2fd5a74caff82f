package io.existgraph.faults;

import java.util.List;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/// Sound answers.
final class Bodies {
  static final String OVERVIEW =
      """
      {"id":1,"username":"josh","timezone":"Australia/Melbourne","private":false,
       "imperial_units":false,"attributes":[{"group":"mood","label":"Mood","priority":1,"items":[
       {"attribute":"mood","label":"Mood","value":5,"service":null,"priority":1,"private":false,
        "value_type":0,"value_type_description":"Integer"}]}]}\
      """;
  static final String AVERAGES =
      "[{\"attribute\":\"steps\",\"date\":\"2026-11-22\",\"overall\":4174.0}]";
  static final String INSIGHTS =
      """
      {"count":1,"next":null,"previous":null,"results":[{"created":"2026-11-20T01:00:02Z",
       "target_date":"2026-11-19","html":"<div>Shortest sleep for 3 days</div>",
       "type":{"name":"sleep_worst_since_x","period":1,"priority":2}}]}\
      """;

  private Bodies() {}

  /// That everything was written.
  static String written(RawExist.Request request) {
    List<?> items = JsonMapper.shared().readValue(request.body(), List.class);
    return JsonMapper.shared().writeValueAsString(Map.of("success", items, "failed", List.of()));
  }
}
