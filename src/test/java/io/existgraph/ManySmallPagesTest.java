package io.existgraph;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/// An Exist that gives fewer rows in a page than are asked for, and an operation whose price goes
/// over the limit because of that.
class ManySmallPagesTest extends GatewayTest {
  private static final String MOST_OF_A_YEAR =
      "{me{attributes(names:[\"%s\"]){values(from:\"2026-01-01\",to:\"2026-10-27\"){value}}}}";

  @Test
  void theirSizeIsStillKnownWhenDataIsReadAfresh() {
    Reply names = demo().query("{me{attributes{name}}}").withoutErrors();
    String some = String.join("\",\"", names.all("me/attributes", "name").subList(0, 24));
    String document = MOST_OF_A_YEAR.formatted(some);
    forget("Token demo");
    exist.clearRequests();
    exist.options(EXIST.withPageSize(20, 20));
    assertThat(demo().query(document).codes()).containsOnly("QUERY_TOO_COSTLY");
    assertThat(sent()).hasSizeLessThanOrEqualTo(2); // names, and a page
    Reply again = demo().header("Cache-Control", "no-cache").query(document);
    assertThat(again.codes()).containsOnly("QUERY_TOO_COSTLY");
    assertThat(sent()).hasSizeLessThanOrEqualTo(1);
  }
}
