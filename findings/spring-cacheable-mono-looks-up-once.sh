#!/bin/sh
# A method that returns a `Mono` and has `@Cacheable`: since Spring 6.1 the value is cached, not the `Mono`. A `Mono` does nothing
# until it is subscribed to, and does its work anew for each subscriber.
# One would expect each subscription to look into the cache, and to ask upstream only if the value is missing by then.
# In Spring Framework 7.0.10 the look-up happens once, at the call. The `Mono` of a call that hit gives its value to all later
# subscribers, even after it expired or was evicted. That of a call that missed asks upstream for every subscriber, though the
# value is cached by then, so `repeat` and a `Mono` in a field go around the cache. With `sync = true` the call asks upstream at
# once, whether anybody subscribes or not.
# Concerns: WebFlux services that poll a rate-limited API through a cached method, or assemble a `Mono` once and subscribe often.
# What helps: `Mono.defer(() -> api.steps())`, which makes each subscription a call.
set -eu
dir=$(mktemp -d) && trap 'rm -rf "$dir"' EXIT && cd "$dir"
cat > pom.xml <<'POM'
<project><modelVersion>4.0.0</modelVersion><groupId>f</groupId><artifactId>f</artifactId><version>1</version><dependencies>
<dependency><groupId>org.springframework</groupId><artifactId>spring-context-support</artifactId>
<version>7.0.10</version></dependency>
<dependency><groupId>com.github.ben-manes.caffeine</groupId><artifactId>caffeine</artifactId><version>3.2.4</version></dependency>
<dependency><groupId>io.projectreactor</groupId><artifactId>reactor-core</artifactId><version>3.8.8</version></dependency>
</dependencies></project>
POM
mvn -q -B org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy-dependencies -DoutputDirectory=lib
cat > Finding.java <<'JAVA'
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.springframework.cache.annotation.Cacheable;
import org.springframework.cache.annotation.EnableCaching;
import org.springframework.cache.caffeine.CaffeineCacheManager;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.SpringVersion;
import reactor.core.publisher.Mono;

public class Finding {
  static final AtomicInteger requests = new AtomicInteger();
  static final AtomicLong clock = new AtomicLong();

  static class Api {
    @Cacheable("steps")
    Mono<Integer> steps() {
      return Mono.fromSupplier(requests::incrementAndGet);
    }

    @Cacheable(cacheNames = "mood", sync = true)
    Mono<Integer> mood() {
      return Mono.fromSupplier(requests::incrementAndGet);
    }
  }

  @Configuration(proxyBeanMethods = false)
  @EnableCaching
  static class Config {
    @Bean
    Api api() {
      return new Api();
    }

    @Bean
    CaffeineCacheManager caches() {
      var caches = new CaffeineCacheManager();
      caches.setCaffeine(Caffeine.newBuilder().expireAfterWrite(Duration.ofMinutes(1)).ticker(clock::get));
      caches.setAsyncCacheMode(true);
      return caches;
    }
  }

  public static void main(String[] args) {
    System.out.println("Spring Framework " + SpringVersion.getVersion());
    try (var context = new AnnotationConfigApplicationContext(Config.class)) {
      Api api = context.getBean(Api.class);
      Mono<Integer> missed = api.steps();
      for (int i = 0; i < 3; i++) missed.block();
      System.out.println("requests of 3 subscriptions after a miss: " + requests.get());
      Mono<Integer> hit = api.steps();
      System.out.println("a call hits: " + (hit.block() == requests.get()));
      clock.addAndGet(Duration.ofHours(1).toNanos());
      System.out.println("an hour later the Mono of the hit gives " + hit.block() + ", a call " + api.steps().block());
      requests.set(0);
      api.steps().repeat(3).blockLast();
      System.out.println("requests of a hit repeated: " + requests.get());
      clock.addAndGet(Duration.ofHours(1).toNanos());
      api.steps().repeat(3).blockLast();
      System.out.println("requests of a miss repeated: " + requests.get());
      requests.set(0);
      clock.addAndGet(Duration.ofHours(1).toNanos());
      Mono.defer(api::steps).repeat(3).blockLast();
      System.out.println("requests of a miss deferred and repeated: " + requests.get());
      requests.set(0);
      api.steps();
      Mono<Integer> unused = api.mood();
      System.out.println("requests with sync and without a subscriber: " + requests.get());
    }
  }
}
JAVA
javac -cp 'lib/*' -d classes Finding.java
java -cp 'classes:lib/*' Finding 2>errors | tee out
grep -q '^Spring Framework 7\.0\.10$' out || { cat errors; exit 1; }
grep -q '^requests of 3 subscriptions after a miss: 3$' out
grep -q '^a call hits: true$' out
grep -q '^an hour later the Mono of the hit gives 3, a call 4$' out
grep -q '^requests of a hit repeated: 0$' out
grep -q '^requests of a miss repeated: 4$' out
grep -q '^requests of a miss deferred and repeated: 1$' out
grep -q '^requests with sync and without a subscriber: 1$' out
