package io.existgraph.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.graphql.execution.GraphQlSource;

/// What the worst documents cost, refused or not: work bounded by the size of a document.
/// `FloodBench` measures the time.
class FloodTest extends HttpFace {
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private static final long MOST_BYTES = 64 << 20;

  @Autowired private GraphQlSource source;

  @ParameterizedTest
  @EnumSource
  void aFloodTakesBoundedMemory(Flood flood) {
    flood.check(source.schema());
    long before = THREADS.getCurrentThreadAllocatedBytes();
    flood.check(source.schema());
    assertThat(THREADS.getCurrentThreadAllocatedBytes() - before).isLessThan(MOST_BYTES);
  }

  @ParameterizedTest
  @EnumSource
  void aFloodIsAnsweredByAFewErrors(Flood flood) {
    var response = run(flood.document());
    assertThat(response.statusCode()).isIn(200, 400);
    assertThat(response.body()).hasSizeLessThan(5_000);
    assertThat(messages(response)).hasSizeLessThanOrEqualTo(5);
  }
}
