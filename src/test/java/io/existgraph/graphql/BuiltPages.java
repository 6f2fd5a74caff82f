package io.existgraph.graphql;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.springframework.core.io.ClassPathResource;

/// The pages that the build makes where there is Node.js.
final class BuiltPages {
  private BuiltPages() {}

  /// Skips the test where there are none.
  static void assumeBuilt() {
    assumeTrue(
        new ClassPathResource("static/dashboard/index.html").exists()
            && new ClassPathResource("static/graphiql/index.html").exists(),
        "The pages are not built: there was no Node.js");
  }
}
