package io.existgraph;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/// Random operations over the whole schema, each valid. Those `ofV2` have what only API v2 has.
final class RandomOperations {
  private static final List<String> NAMES =
      List.of("steps", "mood", "sleep", "weight", "exercised", "nope", "tag_1", "tag_150");

  private final Random random;
  private final LocalDate today;
  private final boolean ofV2;
  private int aliases;

  RandomOperations(Random random, LocalDate today, boolean ofV2) {
    this.random = random;
    this.today = today;
    this.ofV2 = ofV2;
  }

  String query() {
    String more =
        switch (random.nextInt(12)) {
          case 0 -> "ownedAttributes{name availableServices{name}}";
          case 1 -> ofV2 ? "attributeTemplates{name}" : "rateLimit{used}";
          default -> "";
        };
    return "{me{" + some(4, this::userField) + "} " + more + "}";
  }

  String mutation() {
    List<String> updates = new ArrayList<>();
    for (int i = one(0, 1, 2, 40); i > 0; i--) {
      updates.add(update());
    }
    String selection =
        one(
            "failedCount",
            "results{status value{value}}",
            "results{status attribute{name label value}}",
            "user{username attribute(name:\"mood\"){value}}",
            "user{averages{overall} attribute(name:\"steps\"){values(last:50){value}}}",
            "results{attribute{goal{target}}} user{attributes{values(last:60){value}}}");
    String more =
        one(
            "",
            "b:updateAttributes(updates:[{name:\"weight\",value:70}]){failedCount}",
            "c:releaseAttributes(names:[\"mood\",\"not a name\"]){failedCount}",
            "d:acquireAttributes(attributes:[{name:\"mood\",active:false}]){failedCount}");
    return "mutation{updateAttributes(updates:[%s]){%s} %s}"
        .formatted(String.join(",", updates), selection, more);
  }

  private String update() {
    String value =
        one(
            "name:\"mood\",value:3",
            "name:\"mood\",value:11",
            "name:\"steps\",value:5",
            "name:\"steps\",value:\"x\"",
            "name:\"tag_1\",value:true",
            "name:\"tag_1\",value:3",
            "name:\"not a name\",value:1",
            "name:\"nope\",value:1");
    LocalDate date = today.plusDays(one(0, 1, 2, 3, -1, -50));
    return "{" + value + (random.nextInt(3) == 0 ? "" : ",date:\"" + date + "\"") + "}";
  }

  private String userField() {
    String names = "\"" + one(NAMES.toArray(String[]::new)) + "\"";
    return switch (random.nextInt(ofV2 ? 14 : 12)) {
      case 0, 1, 2, 3 -> alias() + "attribute(name:" + names + "){" + attributeFields() + "}";
      case 4 ->
          alias()
              + one(
                  "attributes",
                  "attributes",
                  "attributes(names:[\"steps\",\"mood\",\"nope\"])",
                  "attributes(groups:[\"sleep\"])",
                  "attributes(includeInactive:true)")
              + "{name "
              + attributeFields()
              + "}";
      case 5 ->
          alias() + one("groups", "groups(names:[\"sleep\"])") + "{name attributes{name value}}";
      case 6 -> alias() + one("averages", "averages(names:[\"steps\"])") + "{overall}";
      case 7, 8 -> insights();
      case 9 -> days();
      case 10 -> "username timezone";
      case 11 -> "today localTime units{distance}";
      case 12 -> alias() + "correlations(first:%d){nodes{value}}".formatted(one(1, 100));
      default -> alias() + one("tags", "tags(date:\"" + today.minusDays(3) + "\")") + "{label}";
    };
  }

  private String insights() {
    String filter =
        one("", "", ",priority:DAY", ",from:\"" + today.minusDays(one(0, 3, 200)) + "\"");
    String about = one("text", "type{attribute{label}}", "type{attribute{values(last:40){value}}}");
    return alias()
        + "insights(first:%d%s){totalCount nodes{%s}}".formatted(one(1, 5, 100), filter, about);
  }

  private String days() {
    String which = one("", "(names:[\"steps\"])", "(groups:[\"sleep\",\"mood\"])");
    return alias() + "days(" + range() + "){date values" + which + "{value}}";
  }

  private String attributeFields() {
    return some(3, this::attributeField);
  }

  private String attributeField() {
    int first = one(1, 20, 100);
    return switch (random.nextInt(16)) {
      case 0, 1, 2 -> alias() + "values(" + range() + "){date value}";
      case 3 -> alias() + "summary(" + range() + "){count}";
      case 4 -> alias() + "values(last:7){movingAverage(days:" + one(1, 30) + ")}";
      case 5 -> alias() + "streak" + one("", "(atLeast:3)") + "{current{days}}";
      case 6 -> "goal{target progress}";
      case 7 -> "average{overall}";
      case 8 -> alias() + "averages(first:" + first + "){totalCount nodes{date overall}}";
      case 9, 10 ->
          alias()
              + "correlations(first:%d%s){totalCount nodes{value attribute2{label}}}"
                  .formatted(
                      first,
                      one(
                          "",
                          ",orderBy:STRENGTH",
                          ",latest:false",
                          ",from:\"" + today.minusDays(40) + "\""));
      case 11 -> alias() + "correlation(with:\"" + one("mood", "nope", "tag_1") + "\"){value}";
      case 12 -> alias() + "insights(first:" + first + "){totalCount nodes{text}}";
      case 13 -> "value today{formatted}";
      case 14 -> "availableServices{name}";
      default -> "label unit(units:PREFERRED) isActive valueType group{label}";
    };
  }

  private String range() {
    LocalDate from = today.minusDays(one(0, 5, 40, 300, 700));
    return switch (random.nextInt(4)) {
      case 0 -> "last:" + one(1, 3, 7, 31, 32, 33, 90, 365);
      case 1 -> "from:\"" + today.minusDays(one(0, 5, 40, 300)) + "\"";
      case 2 -> "from:\"" + from + "\",to:\"" + from.plusDays(one(0, 6, 40, 200)) + "\"";
      default -> "last:" + one(1, 7, 31, 60) + ",to:\"" + from + "\"";
    };
  }

  private String some(int most, java.util.function.Supplier<String> field) {
    List<String> fields = new ArrayList<>();
    for (int i = 1 + random.nextInt(most); i > 0; i--) {
      fields.add(field.get());
    }
    return String.join(" ", fields);
  }

  private String alias() {
    return "a" + aliases++ + ":";
  }

  private int one(Integer... numbers) {
    return numbers[random.nextInt(numbers.length)];
  }

  private String one(String... texts) {
    return texts[random.nextInt(texts.length)];
  }
}
