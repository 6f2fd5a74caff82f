#!/bin/sh
# Lettuce's `ClientSideCaching` keeps values in the process and evicts those that Redis announces as changed on its connection.
# One would expect it to drop all of them when Redis announces that every key is gone, and when the connection was lost, as the
# guide of Redis to client-side caching demands.
# In Lettuce 7.7.0 neither happens. The message after FLUSHALL or FLUSHDB has no list of keys, and the listener ends with a
# NullPointerException that is only logged. After a reconnect tracking is not switched on again: values cached before it, and
# those cached since, are never evicted, while commands work and no error is seen.
# Concerns: services with a near cache before Redis or Valkey that may fail over, restart or close idle connections.
# What helps: on a reconnect, and on an `invalidate` message without keys, clear the map, and send CLIENT TRACKING again.
set -eu
dir=$(mktemp -d) && trap 'rm -rf "$dir"' EXIT && cd "$dir"
cat > pom.xml <<'POM'
<project><modelVersion>4.0.0</modelVersion><groupId>f</groupId><artifactId>f</artifactId><version>1</version><dependencies>
<dependency><groupId>io.lettuce</groupId><artifactId>lettuce-core</artifactId><version>7.7.0.RELEASE</version></dependency>
<dependency><groupId>com.github.codemonstur</groupId><artifactId>embedded-redis</artifactId><version>1.4.4</version></dependency>
</dependencies></project>
POM
mvn -q -B org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy-dependencies -DoutputDirectory=lib
cat > Finding.java <<'JAVA'
import io.lettuce.core.KillArgs;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.TrackingArgs;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.sync.RedisCommands;
import io.lettuce.core.support.caching.CacheAccessor;
import io.lettuce.core.support.caching.CacheFrontend;
import io.lettuce.core.support.caching.ClientSideCaching;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
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
    try (var other = client.connect(); var connection = client.connect()) {
      RedisCommands<String, String> redis = other.sync();
      System.out.println("Redis " + redis.info("server").lines().filter(l -> l.startsWith("redis_version")).findFirst().get());
      var cache = ClientSideCaching.enable(
          CacheAccessor.forMap(new ConcurrentHashMap<>()), connection, TrackingArgs.Builder.enabled());
      redis.set("steps", "1");
      redis.set("mood", "1");
      cache.get("steps");
      redis.set("steps", "2");
      print("written by another client", "steps", cache, connection, redis);
      cache.get("mood");
      redis.flushall();
      print("flushed", "mood", cache, connection, redis);
      redis.set("weight", "1");
      cache.get("weight");
      redis.clientKill(KillArgs.Builder.id(connection.sync().clientId()));
      connection.sync().ping();
      redis.set("weight", "2");
      print("cached before a reconnect, then written", "weight", cache, connection, redis);
      redis.set("sleep", "1");
      cache.get("sleep");
      redis.set("sleep", "2");
      print("cached after it, then written", "sleep", cache, connection, redis);
    } finally {
      client.shutdown(Duration.ZERO, Duration.ZERO);
      server.stop();
    }
  }

  // Redis sends what has changed ahead of the answer to the ping.
  static void print(String label, String key, CacheFrontend<String, String> cache,
      StatefulRedisConnection<String, String> connection, RedisCommands<String, String> redis) {
    connection.sync().ping();
    System.out.println(label + ": Redis has " + redis.get(key) + ", the cache " + cache.get(key));
  }
}
JAVA
echo "Lettuce 7.7.0"
java -cp 'lib/*' Finding.java 2>errors | tee out
grep -q '^written by another client: Redis has 2, the cache 2$' out || { cat errors; exit 1; }
grep -q '^flushed: Redis has null, the cache 1$' out
grep -q '^cached before a reconnect, then written: Redis has 2, the cache 1$' out
grep -q '^cached after it, then written: Redis has 2, the cache 1$' out
