#!/bin/sh
# A batch loader of java-dataloader may return a `Try` for each key, so that a key that failed does not fail the others. A
# `ValueCache` keeps loaded values beyond a request, for instance in Redis.
# One would expect the cache to be given the values of the keys that succeeded, as those who called `load` are.
# In java-dataloader 6.0.0 it is given each `Try` as it is. A generic cache keeps them, and the next loader answers with a `Try`
# where a value belongs; a key that failed counts as loaded now and is not asked for again. A cache of one type, such as
# `ValueCache<String, Integer>`, gets a ClassCastException that is swallowed: it stays empty, and everything is loaded each time.
# Concerns: servers on GraphQL Java with a cache behind their loaders, above all over REST APIs, where one request of many fails.
# What helps: no `Try` with a `ValueCache`, or a cache whose `setValues` unwraps what succeeded and skips the rest.
set -eu
dir=$(mktemp -d) && trap 'rm -rf "$dir"' EXIT && cd "$dir"
cat > pom.xml <<'POM'
<project><modelVersion>4.0.0</modelVersion><groupId>f</groupId><artifactId>f</artifactId><version>1</version><dependencies>
<dependency><groupId>com.graphql-java</groupId><artifactId>java-dataloader</artifactId><version>6.0.0</version></dependency>
</dependencies></project>
POM
mvn -q -B org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy-dependencies -DoutputDirectory=lib
cat > Finding.java <<'JAVA'
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.dataloader.BatchLoader;
import org.dataloader.DataLoader;
import org.dataloader.DataLoaderFactory;
import org.dataloader.DataLoaderOptions;
import org.dataloader.Try;
import org.dataloader.ValueCache;

public class Finding {
  static class MapCache<K, V> implements ValueCache<K, V> {
    final Map<K, V> values = new HashMap<>();

    @Override
    public CompletableFuture<V> get(K key) {
      return values.containsKey(key)
          ? CompletableFuture.completedFuture(values.get(key))
          : CompletableFuture.failedFuture(new NoSuchElementException());
    }

    @Override
    public CompletableFuture<V> set(K key, V value) {
      values.put(key, value);
      return CompletableFuture.completedFuture(value);
    }

    @Override
    public CompletableFuture<Void> delete(K key) {
      values.remove(key);
      return CompletableFuture.completedFuture(null);
    }

    @Override
    public CompletableFuture<Void> clear() {
      values.clear();
      return CompletableFuture.completedFuture(null);
    }
  }

  static class IntegerCache extends MapCache<String, Integer> {
    @Override
    public CompletableFuture<Integer> set(String key, Integer value) {
      return super.set(key, value);
    }
  }

  static int batches;

  static CompletableFuture<List<Try<Integer>>> withTry(List<String> keys) {
    batches++;
    return CompletableFuture.completedFuture(keys.stream()
        .map(key -> key.equals("mood") ? Try.<Integer>failed(new IllegalStateException("503")) : Try.succeeded(1)).toList());
  }

  static CompletableFuture<List<Integer>> withoutTry(List<String> keys) {
    batches++;
    return CompletableFuture.completedFuture(keys.stream().map(key -> 1).toList());
  }

  public static void main(String[] args) {
    for (MapCache<String, Integer> cache : List.of(new MapCache<String, Integer>(), new IntegerCache())) {
      BatchLoader<String, Integer> plain = Finding::withoutTry;
      BatchLoader<String, Try<Integer>> tries = Finding::withTry;
      var options = DataLoaderOptions.newOptions().setValueCache(cache).build();
      String type = cache.getClass().getSimpleName();
      for (String request : List.of("first", "second")) {
        load(type + ", values, " + request, DataLoaderFactory.newDataLoader(plain, options));
      }
      cache.clear();
      for (String request : List.of("first", "second")) {
        load(type + ", Try, " + request, DataLoaderFactory.newDataLoaderWithTry(tries, options));
      }
    }
  }

  static void load(String label, DataLoader<String, Integer> loader) {
    batches = 0;
    CompletableFuture<?> steps = loader.load("steps");
    CompletableFuture<?> mood = loader.load("mood");
    loader.dispatch();
    System.out.println(label + " request: steps " + outcome(steps) + ", mood " + outcome(mood) + ", batches " + batches);
  }

  static String outcome(CompletableFuture<?> future) {
    try {
      return "is of " + future.join().getClass().getSimpleName();
    } catch (CompletionException e) {
      return "failed";
    }
  }
}
JAVA
echo "java-dataloader 6.0.0"
java -cp 'lib/*' Finding.java | tee out
for cache in MapCache IntegerCache; do
  grep -q "^$cache, values, first request: steps is of Integer, mood is of Integer, batches 1$" out
  grep -q "^$cache, values, second request: steps is of Integer, mood is of Integer, batches 0$" out
  grep -q "^$cache, Try, first request: steps is of Integer, mood failed, batches 1$" out
done
grep -q '^MapCache, Try, second request: steps is of Try, mood is of Try, batches 0$' out
grep -q '^IntegerCache, Try, second request: steps is of Integer, mood failed, batches 1$' out
