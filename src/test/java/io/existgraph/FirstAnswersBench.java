package io.existgraph;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/// The CPU time of the first answers of a fresh process, against that of the same process when it
/// is warm: the shipped folder with its AOT cache, which `mvn package` makes. Prints what it
/// measures, with ready answers and without. Run it by its name: `mvn test
/// -Dtest=FirstAnswersBench`.
class FirstAnswersBench {
  private static final String SCRIPT = "target/exist-graph/run.sh";
  private static final int FIRST = 1_000;
  private static final int WARM_UP = Integer.getInteger("bench.answers", 30_000);
  private static final List<String> QUERIES =
      List.of(
          "{me{username localTime groups{name label attributes{name label value service{name}}}}}",
          "{me{username localTime attributes{name label value values(last:7){date value}}"
              + " averages{attributeName overall monday} insights(first:5){nodes{created html}}}}",
          "{me{attributes{name values(last:31){date value} average{overall monday}"
              + " correlations(first:3){nodes{date value p}} insights(first:3){nodes{html}}}}}",
          "{me{attribute(name:\"steps\"){values(last:365){date value}}}}");

  @Test
  void cpuOfTheFirstAnswers() throws IOException {
    measure("ready answers", "--exist.cache.ready-bytes=16MB");
    measure("executed", "--exist.cache.ready-bytes=0");
  }

  private static void measure(String name, String setting) throws IOException {
    try (Program gateway =
        Program.gateway(List.of(SCRIPT), "--spring.profiles.active=demo", setting)) {
      double first = ask(gateway, FIRST);
      double warmUp = ask(gateway, WARM_UP);
      double steady = ask(gateway, FIRST);
      System.out.printf(
          "BENCH %s: first %d answers %.0f us each, then %.0f us, steady %.0f us; ratio %.1f%n",
          name, FIRST, first, warmUp, steady, first / steady);
    }
  }

  /// Microseconds of the process's CPU for each answer, its compilers' included.
  private static double ask(Program gateway, int answers) {
    Duration before = cpu(gateway);
    for (int i = 0; i < answers; i++) {
      int status = gateway.ask(QUERIES.get(i % QUERIES.size()), "Token demo");
      if (status != 200) {
        throw new IllegalStateException("status " + status);
      }
    }
    return cpu(gateway).minus(before).toNanos() / 1e3 / answers;
  }

  private static Duration cpu(Program gateway) {
    return gateway.process().info().totalCpuDuration().orElseThrow();
  }
}
