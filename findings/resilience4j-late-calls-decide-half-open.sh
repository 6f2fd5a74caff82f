#!/bin/sh
# A circuit breaker that was open lets a few test calls through, to see whether the backend is there again. Resilience4j's
# documentation says of HALF_OPEN that `permittedNumberOfCallsInHalfOpenState` calls are allowed and the others are refused.
# One would expect the outcome of those calls, and of no others, to close the breaker or to open it again.
# In Resilience4j 2.4.0 whatever ends in that state is counted, also calls that were sent before the breaker opened. Slow ones
# that succeed after all close it, and those that time out at last open it again, though no test call was made or has ended yet.
# A late call that is cancelled gives back a permission that was never taken, and one test call more is let through.
# Concerns: gateways over slow APIs with a timeout longer than the wait of the open breaker, which closes on the word of old
# answers before a backend that is down, or stays open on that of old failures.
# What helps: a `waitDurationInOpenState` longer than the longest that a call may take.
set -eu
dir=$(mktemp -d) && trap 'rm -rf "$dir"' EXIT && cd "$dir"
cat > pom.xml <<'POM'
<project><modelVersion>4.0.0</modelVersion><groupId>f</groupId><artifactId>f</artifactId><version>1</version><dependencies>
<dependency><groupId>io.github.resilience4j</groupId><artifactId>resilience4j-circuitbreaker</artifactId>
<version>2.4.0</version></dependency></dependencies></project>
POM
mvn -q -B org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy-dependencies -DoutputDirectory=lib
cat > Finding.java <<'JAVA'
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;

public class Finding {
  static final CircuitBreakerConfig CONFIG =
      CircuitBreakerConfig.custom().slidingWindowSize(4).minimumNumberOfCalls(4).permittedNumberOfCallsInHalfOpenState(2).build();

  final CircuitBreaker breaker = CircuitBreaker.of("api", CONFIG);
  final AtomicInteger sent = new AtomicInteger();
  final List<CompletableFuture<String>> slow = new ArrayList<>();

  /// Two slow calls are on their way when four others fail; then the wait of the open breaker ends.
  Finding() {
    for (int i = 0; i < 2; i++) slow.add(call());
    for (int i = 0; i < 4; i++) call().completeExceptionally(new TimeoutException());
    System.out.println("after four failures: " + breaker.getState());
    breaker.transitionToHalfOpenState();
    sent.set(0);
  }

  CompletableFuture<String> call() {
    CompletableFuture<String> answer = new CompletableFuture<>();
    breaker.executeCompletionStage(
        () -> {
          sent.incrementAndGet();
          return answer;
        });
    return answer;
  }

  void print(String what) {
    System.out.println(what + ": " + breaker.getState() + ", test calls sent: " + sent.get());
  }

  public static void main(String[] args) {
    Finding succeeds = new Finding();
    succeeds.slow.forEach(answer -> answer.complete("steps"));
    succeeds.print("the slow calls succeed");

    Finding fails = new Finding();
    fails.slow.forEach(answer -> answer.completeExceptionally(new TimeoutException()));
    fails.print("the slow calls time out");

    Finding outvoted = new Finding();
    CompletableFuture<String> test = outvoted.call();
    outvoted.slow.forEach(answer -> answer.complete("steps"));
    outvoted.print("the slow calls succeed while a test call waits");
    test.completeExceptionally(new TimeoutException());
    outvoted.print("the test call times out");

    Finding cancelled = new Finding();
    cancelled.slow.forEach(answer -> cancelled.breaker.releasePermission());
    for (int i = 0; i < 10; i++) cancelled.call();
    cancelled.print("the slow calls are cancelled, ten calls are tried");
  }
}
JAVA
javac -cp 'lib/*' -d classes Finding.java
echo "Resilience4j 2.4.0"
java -cp 'classes:lib/*' Finding 2>errors | tee out
[ "$(grep -c '^after four failures: OPEN$' out)" = 4 ] || { cat errors; exit 1; }
grep -q '^the slow calls succeed: CLOSED, test calls sent: 0$' out
grep -q '^the slow calls time out: OPEN, test calls sent: 0$' out
grep -q '^the slow calls succeed while a test call waits: CLOSED, test calls sent: 1$' out
grep -q '^the test call times out: CLOSED, test calls sent: 1$' out
grep -q '^the slow calls are cancelled, ten calls are tried: HALF_OPEN, test calls sent: 4$' out
