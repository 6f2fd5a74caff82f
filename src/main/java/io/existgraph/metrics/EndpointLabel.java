package io.existgraph.metrics;

import java.util.Arrays;
import java.util.Set;

/// The path of an exchange as a label. Variable path segments become `{}`, which bounds the
/// cardinality and keeps user and attribute names out.
final class EndpointLabel {
  private static final Set<String> SEGMENTS =
      Set.of(
          ("api 1 2 users today attributes attribute averages correlations insights owned acquire"
                  + " release update increment append values with-values templates create accounts"
                  + " profile combo strongest auth simple-token oauth2 access_token authorize")
              .split(" "));
  private static final Set<String> PARENTS_OF_NAMES = Set.of("users", "attribute");

  private EndpointLabel() {}

  static String of(String target) {
    int query = target.indexOf('?');
    String[] segments = (query < 0 ? target : target.substring(0, query)).split("/");
    boolean hasUser = Arrays.asList(segments).contains("users");
    for (int i = 1; i < segments.length; i++) {
      String parent = segments[i - 1];
      boolean isName =
          PARENTS_OF_NAMES.contains(parent) || (hasUser && i > 4 && parent.equals("attributes"));
      segments[i] =
          segments[i].isEmpty()
              ? ""
              : isName || !SEGMENTS.contains(segments[i]) ? "{}" : segments[i];
    }
    return String.join("/", segments) + "/";
  }
}
