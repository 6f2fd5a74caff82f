package io.existgraph.operation;

import io.existgraph.data.FreshnessClass;
import io.existgraph.exist.ExchangeListener;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/// The statistics of one operation: its cost, and the age of its parts.
public final class OperationStats implements ExchangeListener {
  private final List<EndedExchange> exchanges = new CopyOnWriteArrayList<>();
  private final AtomicInteger requests = new AtomicInteger();
  private final AtomicInteger cached = new AtomicInteger();
  private final Map<FreshnessClass, Integer> answers = new EnumMap<>(FreshnessClass.class);
  private volatile boolean isRepeatable = true;
  private volatile @Nullable StaleReason staleReason;
  private volatile ExchangeListener other = NOBODY;
  private volatile @Nullable Instant oldest;

  @Override
  public void begins() {
    requests.incrementAndGet();
  }

  @Override
  public void ended(EndedExchange exchange) {
    exchanges.add(exchange);
    other.ended(exchange);
  }

  /// Reports every further exchange to that listener too.
  public void alsoTell(ExchangeListener listener) {
    other = listener;
  }

  /// Answered by the request of another operation.
  void joined() {
    cached.incrementAndGet();
    isRepeatable = false;
  }

  /// So many requests were answered by the cache; `kinds` counts them by freshness class.
  synchronized void answeredFromMemory(int count, Map<FreshnessClass, Integer> kinds) {
    cached.addAndGet(count);
    kinds.forEach((kind, some) -> answers.merge(kind, some, Integer::sum));
  }

  /// Something was not fresh any more, whether it is refreshed or not.
  void expired() {
    isRepeatable = false;
  }

  /// Whether all data was in the cache and fresh.
  boolean isRepeatable() {
    return isRepeatable && staleReason == null && oldest != null && requests.get() == 0;
  }

  /// The answers that were in the cache, by freshness class.
  public synchronized Map<FreshnessClass, Integer> answers() {
    return Map.copyOf(answers);
  }

  /// Notes data that the answer contains, by the wall time at which it was fetched. `reason` is why
  /// it is stale; null when it is not.
  synchronized void used(Instant fetchedAt, boolean isFresh, @Nullable StaleReason reason) {
    if (!isFresh) {
      isRepeatable = false;
    }
    if (reason != null) {
      staleReason = reason;
    }
    if (oldest == null || fetchedAt.isBefore(oldest)) {
      oldest = fetchedAt;
    }
  }

  /// Requests that were begun, whether they have ended or not.
  public int requests() {
    return requests.get();
  }

  /// Those that have ended.
  public List<EndedExchange> exchanges() {
    return List.copyOf(exchanges);
  }

  public int cached() {
    return cached.get();
  }

  public boolean isStale() {
    return staleReason != null;
  }

  /// Why any part of the data is stale; null when none is.
  public @Nullable StaleReason staleReason() {
    return staleReason;
  }

  /// The oldest moment that any part of the data was fetched; null without any data.
  public @Nullable Instant asOf() {
    return oldest;
  }
}
