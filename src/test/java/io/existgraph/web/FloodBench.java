package io.existgraph.web;

import graphql.schema.GraphQLSchema;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.graphql.execution.GraphQlSource;

/// Prints what each flood costs of one core. Run it by its name: `mvn test -Dtest=FloodBench`.
class FloodBench extends HttpFace {
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
  private static final int RUNS = 50;

  @Autowired private GraphQlSource source;

  @Test
  void tellsTheTimeOfEachFlood() {
    System.out.printf("%-20s %10s %10s%n", "flood", "median ms", "best ms");
    for (Flood flood : Flood.values()) {
      List<Double> times = times(flood, source.schema());
      System.out.printf("%-20s %10.1f %10.1f%n", flood, times.get(RUNS / 2), times.getFirst());
    }
  }

  private static List<Double> times(Flood flood, GraphQLSchema schema) {
    List<Double> times = new ArrayList<>();
    for (int i = 0; i < RUNS; i++) {
      long before = THREADS.getCurrentThreadCpuTime();
      flood.check(schema);
      times.add((THREADS.getCurrentThreadCpuTime() - before) / 1e6);
    }
    Collections.sort(times);
    return times;
  }
}
