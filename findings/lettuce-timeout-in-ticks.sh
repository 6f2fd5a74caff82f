#!/bin/sh
# A command timeout of 50 ms in Lettuce (TimeoutOptions): one would expect a command that gets no answer to fail after
# about 50 ms. Lettuce 7.7.0 takes its timeouts from a timer that ticks each 100 ms, so that commands sent one after the
# other fail after about 100 ms, each at a tick; a timeout of less than a tick does not exist.
# Concerns: services that put a cache in Redis or Valkey on the path of a request and promise a bound on what it may cost.
set -eu
dir=$(mktemp -d) && trap 'rm -rf "$dir"' EXIT && cd "$dir"
cat > pom.xml <<'POM'
<project><modelVersion>4.0.0</modelVersion><groupId>f</groupId><artifactId>f</artifactId><version>1</version><dependencies>
<dependency><groupId>io.lettuce</groupId><artifactId>lettuce-core</artifactId><version>7.7.0.RELEASE</version></dependency>
<dependency><groupId>com.github.codemonstur</groupId><artifactId>embedded-redis</artifactId><version>1.4.4</version></dependency></dependencies></project>
POM
mvn -q -B org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy-dependencies -DoutputDirectory=lib
cat > Finding.java <<'JAVA'
import io.lettuce.core.ClientOptions;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.TimeoutOptions;
import io.lettuce.core.api.StatefulRedisConnection;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.concurrent.CompletionException;
import java.util.stream.LongStream;
import redis.embedded.RedisServer;

public class Finding {
  public static void main(String[] args) throws Exception {
    int port;
    try (ServerSocket socket = new ServerSocket(0)) {
      port = socket.getLocalPort();
    }
    RedisServer server = new RedisServer(port);
    server.start();
    RedisClient client = RedisClient.create(RedisURI.create("redis://127.0.0.1:" + port));
    client.setOptions(ClientOptions.builder().timeoutOptions(TimeoutOptions.enabled(Duration.ofMillis(50))).build());
    try (var commands = client.connect(); var other = client.connect()) {
      System.out.println("Redis " + other.sync().info("server").lines().filter(line -> line.startsWith("redis_version")).findFirst().orElseThrow());
      other.sync().clientPause(60_000);
      long[] millis = LongStream.range(0, 20).map(i -> timeOut(commands)).sorted().toArray();
      System.out.println("20 commands with a timeout of 50 ms: the first ended after " + millis[0] + " ms, the middle one after " + millis[10] + " ms, the last after " + millis[19] + " ms");
      System.out.println("late: " + (millis[10] >= 80));
    } finally {
      client.shutdown(Duration.ZERO, Duration.ZERO);
      server.stop();
    }
  }

  static long timeOut(StatefulRedisConnection<String, String> connection) {
    long start = System.nanoTime();
    try {
      connection.async().get("steps").toCompletableFuture().join();
      throw new IllegalStateException("answered");
    } catch (CompletionException e) {
      return (System.nanoTime() - start) / 1_000_000;
    }
  }
}
JAVA
echo "Lettuce 7.7.0"
java -cp 'lib/*' Finding.java 2>errors | tee out
grep -q '^late: true$' out || { cat errors; exit 1; }
