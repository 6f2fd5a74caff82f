package io.existgraph.graphql;

import java.util.ArrayList;
import java.util.List;
import org.springframework.core.env.Environment;
import org.springframework.core.env.Profiles;

/// The features of the pages on this gateway, as words of the `exist-graph` meta element: `demo`
/// for the credentials of the simulator, `sign-in` where an OAuth2 client is configured, and the
/// version of the API.
record PageFeatures(String words) {
  private static final String NONE = "<meta name=\"exist-graph\" content=\"\" />";

  static PageFeatures of(Environment environment) {
    List<String> words = new ArrayList<>();
    if (environment.acceptsProfiles(Profiles.of("demo"))) {
      words.add("demo");
    }
    if (!environment.getProperty("exist.oauth.client-id", "").isEmpty()) {
      words.add("sign-in");
    }
    boolean isV2 = environment.getProperty("exist.api.version", "v1").equalsIgnoreCase("v2");
    words.add(isV2 ? "v2" : "v1");
    return new PageFeatures(String.join(" ", words));
  }

  /// The page with these words in its meta element.
  String in(String html) {
    return html.replace(NONE, NONE.replace("\"\"", "\"" + words + "\""));
  }
}
