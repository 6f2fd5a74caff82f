package io.existgraph;

import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/// Kinds of requests that are made to cost more than their size, each a body of a POST.
enum HostileRequests {
  ANTIQUITY(
      "{me{attributes{values(from:\"0001-01-01\",to:\"9999-12-31\"){value}}"
          + " attribute(name:\"steps\"){values(from:\"0000-01-01\"){value}}}}"),
  EXPONENTS(
      "query($n:Int!){me{attribute(name:\"steps\"){values(last:$n){value}}}}", "{\"n\":1e401}"),
  DEEP_DOCUMENT("{" + "me{".repeat(650) + "id" + "}".repeat(651)),
  DEEP_VARIABLES("{__typename}", "{\"a\":" + "[".repeat(450) + "]".repeat(450) + "}"),
  ALIASES("{me{" + aliases(650) + "}}"),
  LONG_STRING("{user(username:\"" + "x".repeat(400_000) + "\"){id}}"),
  COMMENTS("{__typename" + "#\n".repeat(80_000) + "}"),
  BLANKS("{__typename" + "\ufeff ,".repeat(90_000) + "}"),
  INTROSPECTION("{__schema{types{" + "fields{type{".repeat(60) + "name" + "}}".repeat(60) + "}}}"),
  FRAGMENTS("{me{...F0}} " + fragments(150)),
  NULLS("query($a:[ID!]!){nodes(ids:$a){id}}", list("null", 90_000)),
  IDS("query($a:[ID!]!){nodes(ids:$a){id}}", list("\"a\"", 90_000)),
  OBJECTS(
      "mutation($a:[AttributeUpdateInput!]!){updateAttributes(updates:$a){failedCount}}",
      list("{\"name\":\"mood\",\"value\":5}", 15_000)),
  SAME_KEYS("{__typename}", "{" + "\"a\":1,".repeat(60_000) + "\"a\":1}"),
  MANY_KEYS("{__typename}", keys(30_000)),
  EXPLICIT_NULLS("{me{attribute(name:null){values(from:null,to:null,last:null){value}}}}"),
  CREDENTIALS("{me{username}}");

  private final String body;

  HostileRequests(String document) {
    this(document, "{}");
  }

  HostileRequests(String document, String variables) {
    this.body =
        JsonMapper.shared().writeValueAsString(Map.of("query", document)).replaceFirst("}$", "")
            + ",\"variables\":"
            + variables
            + "}";
  }

  String body() {
    return body;
  }

  private static String list(String item, int count) {
    return "{\"a\":[" + (item + ",").repeat(count) + item + "]}";
  }

  private static String keys(int count) {
    StringBuilder keys = new StringBuilder("{");
    for (int i = 0; i < count; i++) {
      keys.append("\"k").append(i).append("\":1,");
    }
    return keys + "\"k\":1}";
  }

  private static String aliases(int count) {
    StringBuilder aliases = new StringBuilder();
    for (int i = 0; i < count; i++) {
      aliases.append('a').append(i).append(":id ");
    }
    return aliases.toString();
  }

  private static String fragments(int count) {
    StringBuilder fragments = new StringBuilder();
    for (int i = 0; i < count; i++) {
      fragments.append("fragment F%d on User{...F%d ...F%d} ".formatted(i, i + 1, i + 1));
    }
    return fragments + "fragment F" + count + " on User{id}";
  }
}
