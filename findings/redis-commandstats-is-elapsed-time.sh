#!/bin/sh
# `INFO commandstats` gives `usec` and `usec_per_call` of each command. Redis' reference calls them the CPU time that the
# command consumed, and the descriptions in Elastic's and other agents' metrics repeat it: one would expect them to agree with
# `used_cpu_user` and `used_cpu_sys`, and a script's cost to be the same on a busy host as on an idle one.
# In Redis 6.2.11 they are elapsed time. While the server is off the CPU in the middle of a command, here for a second that it
# is stopped by a signal, they go on counting, so they grow with the load of the host and not only with the work.
# Concerns: whoever bounds what a rate limiter's or cache's script may cost, or sizes a server, by these figures.
set -eu
dir=$(mktemp -d) && trap 'rm -rf "$dir"' EXIT && cd "$dir"
cat > pom.xml <<'POM'
<project><modelVersion>4.0.0</modelVersion><groupId>f</groupId><artifactId>f</artifactId><version>1</version><dependencies>
<dependency><groupId>io.lettuce</groupId><artifactId>lettuce-core</artifactId><version>7.7.0.RELEASE</version></dependency>
<dependency><groupId>com.github.codemonstur</groupId><artifactId>embedded-redis</artifactId><version>1.4.4</version></dependency></dependencies></project>
POM
mvn -q -B org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy-dependencies -DoutputDirectory=lib
cat > Finding.java <<'JAVA'
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.api.sync.RedisCommands;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.concurrent.Future;
import redis.embedded.RedisServer;

public class Finding {
  static final String COUNTING = "local n = 0 for i = 1, 200000000 do n = n + 1 end return n";

  public static void main(String[] args) throws Exception {
    int port;
    try (ServerSocket socket = new ServerSocket(0)) {
      port = socket.getLocalPort();
    }
    RedisServer server = new RedisServer(port);
    server.start();
    RedisClient client = RedisClient.create(RedisURI.create("redis://127.0.0.1:" + port));
    try (var connection = client.connect()) {
      RedisCommands<String, String> redis = connection.sync();
      System.out.println("Redis " + value(redis, "server", "redis_version:"));
      String pid = value(redis, "server", "process_id:");
      redis.configSet("lua-time-limit", "60000");
      double cpu = cpu(redis);
      Future<?> running = connection.async().eval(COUNTING, ScriptOutputType.INTEGER).toCompletableFuture();
      Thread.sleep(400);
      signal("-STOP", pid);
      Thread.sleep(1_000);
      boolean isStopped = !running.isDone();
      signal("-CONT", pid);
      running.get();
      cpu = cpu(redis) - cpu;
      String line = value(redis, "commandstats", "cmdstat_eval:");
      double usec = Double.parseDouble(line.replaceAll(".*usec_per_call=([0-9.]+).*", "$1")) / 1e6;
      System.out.printf("one script, stopped for a second: usec_per_call %.2f s, used_cpu %.2f s%n", usec, cpu);
      System.out.println("elapsed: " + (isStopped && usec >= cpu + 0.7));
    } finally {
      client.shutdown(Duration.ZERO, Duration.ZERO);
      server.stop();
    }
  }

  static double cpu(RedisCommands<String, String> redis) {
    return Double.parseDouble(value(redis, "cpu", "used_cpu_user:")) + Double.parseDouble(value(redis, "cpu", "used_cpu_sys:"));
  }

  static String value(RedisCommands<String, String> redis, String section, String name) {
    return redis.info(section).lines().filter(line -> line.startsWith(name)).findFirst().orElseThrow().substring(name.length()).trim();
  }

  static void signal(String signal, String pid) throws Exception {
    new ProcessBuilder("kill", signal, pid).inheritIO().start().waitFor();
  }
}
JAVA
java -cp 'lib/*' Finding.java 2>errors | tee out
grep -q '^elapsed: true$' out || { cat errors; exit 1; }
