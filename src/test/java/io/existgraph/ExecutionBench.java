package io.existgraph;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.graphql.server.WebGraphQlHandler;

/// The CPU time of operations that memory answers, from the request's document to the JSON of its
/// data, executed field by field and by compiled selections. Prints what it measures. Run it by its
/// name: `mvn test -Dtest=ExecutionBench`; `bench.millis` is the length of a round.
class ExecutionBench extends GatewayTest {
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
  private static final long LENGTH = Long.getLong("bench.millis", 1_500) * 1_000_000L;
  private static final long WARM_UP = 3 * LENGTH;
  private static final int ROUNDS = 3;

  private static final String AVERAGE =
      "average{date overall monday tuesday wednesday thursday friday saturday sunday}";
  private static final String PERSON = "username firstName lastName avatar timezone localTime ";
  private static final String TODAY =
      "{me{" + PERSON + "groups{name label priority attributes{name label value service{name}}}}}";
  private static final String DASHBOARD =
      "{me{"
          + PERSON
          + "groups{name label priority attributes{name label value service{name}"
          + " values(last:7){date value} "
          + AVERAGE
          + "}} insights(first:5){nodes{created targetDate html value value2"
          + " type{name period priority attribute{name label}}}}}}";
  private static final String EVERYTHING =
      "{me{username groups{name attributes{name label values(last:31){date value} "
          + AVERAGE
          + " correlations(first:3){nodes{date period attribute{name} attribute2Name value p"
          + " secondPerson}} insights(first:3){nodes{created targetDate html value value2"
          + " type{name period priority}}}}}}}";
  private static final String YEAR =
      "{me{attribute(name:\"steps\"){name values(last:365){date value}}}}";

  @Autowired private WebGraphQlHandler handler;

  @Test
  void cpuTimeOfOperations() {
    Map<String, String> operations = new LinkedHashMap<>();
    operations.put("__typename", "{__typename}");
    operations.put("q1 today", TODAY);
    operations.put("q2 dashboard", DASHBOARD);
    operations.put("q3 everything", EVERYTHING);
    operations.put("q4 year", YEAR);
    var byFields = new EngineRequests(handler, "Token demo", false);
    var compiled = new EngineRequests(handler, "Token demo", true);
    operations.forEach(
        (name, document) -> {
          int length = byFields.ask(document, Map.of()).data().length;
          measure(byFields, document, WARM_UP);
          measure(compiled, document, WARM_UP);
          double slow = Double.MAX_VALUE;
          double quick = Double.MAX_VALUE;
          for (int i = 0; i < ROUNDS; i++) {
            slow = Math.min(slow, measure(byFields, document, LENGTH));
            quick = Math.min(quick, measure(compiled, document, LENGTH));
          }
          System.out.printf(
              "#%n# %s (%d bytes): by fields %.0f us, compiled %.0f us (%s)%n",
              name, length, slow, quick, compiled.ask(document, Map.of()).isCompiled());
        });
  }

  /// In microseconds of this thread's CPU time, per operation.
  private static double measure(EngineRequests requests, String document, long length) {
    long start = THREADS.getCurrentThreadCpuTime();
    int count = 0;
    long took;
    do {
      requests.ask(document, Map.of());
      count++;
      took = THREADS.getCurrentThreadCpuTime() - start;
    } while (took < length);
    return took / 1_000.0 / count;
  }
}
