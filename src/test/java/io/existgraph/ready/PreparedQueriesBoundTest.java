package io.existgraph.ready;

import static org.assertj.core.api.Assertions.assertThat;

import io.existgraph.credential.Caller;
import io.existgraph.credential.Credential;
import java.nio.charset.StandardCharsets;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// How many prepared queries of a size are kept within one bound.
class PreparedQueriesBoundTest {
  private static final Caller CALLER = Caller.of(new Credential("Token demo"));
  private static final int MAX_QUERIES = 100;

  private record SizedQuery(int fieldCount) implements PreparedQuery {
    @Override
    public PreparedResponse execute(Caller caller) {
      return new PreparedResponse(new byte[0], () -> null);
    }
  }

  @ParameterizedTest
  @CsvSource({"10, 50, 100", "399, 50, 5", "10, 9300, 10", "0, 50, 100"})
  void largerQueriesCountAsSeveral(int fields, int bytes, int kept) {
    PreparedQueries queries = new PreparedQueries(MAX_QUERIES, Integer.MAX_VALUE);
    for (int i = 0; i < 3 * MAX_QUERIES; i++) {
      queries.store(request(i, bytes), () -> new SizedQuery(fields), "application/json");
    }
    long found =
        IntStream.range(0, 3 * MAX_QUERIES)
            .filter(i -> queries.execute(request(i, bytes), CALLER) != null)
            .count();
    assertThat(found).isPositive().isLessThanOrEqualTo(kept);
  }

  private static RequestBytes request(int number, int bytes) {
    String text = ("%-" + bytes + "d").formatted(number);
    return new RequestBytes(text.getBytes(StandardCharsets.US_ASCII));
  }
}
