package io.existgraph;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The queries in the documentation for front-end developers run as they stand there.
class SchemaReadmeTest extends GatewayTest {
  private static final Pattern QUERY = Pattern.compile("(?s)```graphql\n(.*?)```");

  static List<String> queries() throws IOException {
    return QUERY
        .matcher(Files.readString(Path.of("schema/README.md")))
        .results()
        .map(MatchResult::group)
        .map(block -> block.replace("```graphql\n", "").replace("```", ""))
        .toList();
  }

  @Test
  void thereAreSome() throws IOException {
    assertThat(queries()).hasSizeGreaterThan(5);
  }

  @ParameterizedTest
  @MethodSource("queries")
  void aQueryHasAnAnswer(String query) {
    assertThat(demo().query(query).withoutErrors().at("me")).isNotEmpty();
  }
}
