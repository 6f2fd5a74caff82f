package io.existgraph.metrics;

import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;

/// The address of an exchange as a label: only words of Exist's own addresses are kept, so that
/// there are few of them and none names a user or an attribute.
final class Endpoint {
  private static final Set<String> WORDS =
      Set.of(
          ("api 1 2 users today attributes attribute averages correlations insights owned acquire"
                  + " release update increment append values with-values templates create accounts"
                  + " profile combo strongest auth simple-token oauth2 access_token authorize")
              .split(" "));
  private static final Set<String> BEFORE_NAMES = Set.of("users", "attribute");

  private Endpoint() {}

  static String of(String target) {
    String[] words = target.replaceFirst("\\?.*", "").split("/");
    boolean isOfUser = Arrays.asList(words).contains("users");
    for (int i = 1; i < words.length; i++) {
      String before = words[i - 1];
      boolean isName =
          BEFORE_NAMES.contains(before) || (isOfUser && i > 4 && before.equals("attributes"));
      words[i] = words[i].isEmpty() ? "" : isName || !WORDS.contains(words[i]) ? "{}" : words[i];
    }
    return Arrays.stream(words).collect(Collectors.joining("/", "", "/"));
  }
}
