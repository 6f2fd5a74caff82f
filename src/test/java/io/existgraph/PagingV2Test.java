package io.existgraph;

import static org.assertj.core.api.Assertions.assertThat;

import io.existgraph.simulator.InjectedFault;
import java.time.LocalDate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The same over API v2.
@OverV2
class PagingV2Test extends PagingTest {
  private static String averages(String name, LocalDate latest, int weeks) {
    return IntStream.range(0, weeks)
        .mapToObj(back -> latest.minusWeeks(back))
        .map(
            date ->
                "{\"user_attribute\":\"%s\",\"date\":\"%s\",\"overall\":1}".formatted(name, date))
        .collect(Collectors.joining(","));
  }

  /// Of two attributes together, Exist returns the latest hundred.
  @ParameterizedTest
  @ValueSource(ints = {0, 3})
  void anAttributeWithoutMoreRowsAmongTheLatestIsAskedForAlone(int among) {
    LocalDate latest = LocalDate.parse("2026-11-23");
    exist.fault(
        request -> request.target().contains("attributes=mood,steps"),
        InjectedFault.json(
            200,
            "{\"count\":103,\"next\":\"more\",\"results\":["
                + Stream.of(averages("mood", latest, among), averages("steps", latest, 100 - among))
                    .filter(part -> !part.isEmpty())
                    .collect(Collectors.joining(","))
                + "]}"));
    exist.fault(
        request -> request.target().contains("attributes=mood&"),
        InjectedFault.json(
            200,
            "{\"count\":3,\"next\":null,\"results\":["
                + averages("mood", latest.minusWeeks(100), 3)
                + "]}"));
    Reply reply =
        demo()
            .query(
                """
                {me{a:attribute(name:"steps"){averages(first:3){nodes{date}}}
                  b:attribute(name:"mood"){averages(first:3){nodes{date} pageInfo{hasNextPage}}}}}\
                """)
            .withoutErrors();
    assertThat(reply.at("me/a/averages/nodes")).hasSize(3);
    assertThat(reply.at("me/b/averages/nodes")).hasSize(3);
    assertThat(reply.at("me/b/averages/pageInfo/hasNextPage").asBoolean()).isFalse();
  }
}
