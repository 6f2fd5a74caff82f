package io.existgraph.cache;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/// What one caller's answers taught us, and what is on its way for that caller.
///
/// An answer may be stored only in the epoch in which it was asked for: a write begins a new epoch,
/// so that no read which raced it is remembered, and no later reader joins it. What may have been a
/// write of the same user, or of anybody else, begins none: it changes what is and what comes.
public final class CallerCache {
  private static final int OVERHEAD = 200;
  private static final int MOST_WAITING = 30;
  private static final int MOST_CHANGES = 200;

  /// When something was asked for: in which epoch, and after which of the changes since it began.
  public record Moment(long epoch, long change) {}

  /// Something that may have been changed by somebody.
  private record Change(
      long number, BiFunction<Object, CacheEntry<?>, @Nullable CacheEntry<?>> effect) {}

  private final Cache<Object, CacheEntry<?>> entries;
  private final Map<String, CompletableFuture<?>> flights = new ConcurrentHashMap<>();
  private final Deque<Change> changes = new ArrayDeque<>();
  private long epoch;
  private long change;
  private long lostChange;
  private final AtomicReference<@Nullable Object> owner = new AtomicReference<>();
  private final Deque<Consumer<String>> onceOwned = new ConcurrentLinkedDeque<>();
  private volatile boolean isDisowned;

  CallerCache(long maxBytes) {
    entries =
        Caffeine.newBuilder()
            .maximumWeight(maxBytes)
            .<Object, CacheEntry<?>>weigher((_, entry) -> entry.weight() + OVERHEAD)
            .executor(Runnable::run)
            .build();
  }

  public @Nullable CacheEntry<?> get(Object key) {
    return entries.getIfPresent(key);
  }

  /// All that is remembered at this moment: of any answer, everything or nothing.
  public synchronized Map<Object, CacheEntry<?>> snapshot() {
    return Map.copyOf(entries.asMap());
  }

  public synchronized Moment moment() {
    return new Moment(epoch, change);
  }

  /// Stores what each change makes of the entry under its key, unless a write came in between.
  synchronized void put(Moment asked, Map<?, UnaryOperator<@Nullable CacheEntry<?>>> facts) {
    if (epoch == asked.epoch() && asked.change() >= lostChange) {
      facts.forEach(
          (key, fact) -> {
            var _ =
                entries.asMap().compute(key, (_, old) -> changedSince(asked, key, fact.apply(old)));
          });
    }
  }

  private @Nullable CacheEntry<?> changedSince(
      Moment asked, Object key, @Nullable CacheEntry<?> entry) {
    CacheEntry<?> left = entry;
    for (Change it : changes) {
      left = left == null || it.number() <= asked.change() ? left : it.effect().apply(key, left);
    }
    return left;
  }

  /// Forgets these answers alone.
  public void forget(Set<?> keys) {
    entries.invalidateAll(keys);
  }

  /// Changes what is remembered, null being nothing, and lets nothing in that was asked for before.
  /// Tells the epoch that begins. One at a time with [#put]: an answer that is just being stored is
  /// changed too.
  @CanIgnoreReturnValue
  public synchronized Moment rewrite(
      BiFunction<Object, CacheEntry<?>, @Nullable CacheEntry<?>> effect) {
    epoch++;
    flights.clear();
    apply(effect);
    return moment();
  }

  /// The same for what others wrote, who may be the same user: what is on its way is not lost, but
  /// changed when it arrives.
  public synchronized void change(
      BiFunction<Object, CacheEntry<?>, @Nullable CacheEntry<?>> effect) {
    if (changes.size() == MOST_CHANGES) {
      lostChange = changes.removeFirst().number();
    }
    changes.add(new Change(++change, effect));
    apply(effect);
  }

  private void apply(BiFunction<Object, CacheEntry<?>, @Nullable CacheEntry<?>> effect) {
    for (Object key : Set.copyOf(entries.asMap().keySet())) {
      var _ = entries.asMap().computeIfPresent(key, effect);
    }
  }

  /// Whose answers these are, as far as that was ever told.
  public @Nullable Object owner() {
    return owner.get();
  }

  /// Whose answers these are: who was told first.
  public Object owner(Object told) {
    Object first = owner.compareAndExchange(null, told);
    return first == null ? told : first;
  }

  /// Does that once it is known by name whose answers these are; `instead` of too much of it.
  public synchronized void onceOwned(Consumer<String> what, Consumer<String> instead) {
    onceOwned.add(what);
    if (onceOwned.size() > MOST_WAITING) {
      onceOwned.clear();
      onceOwned.add(instead);
    }
  }

  /// It is known now.
  public void ownerIsKnown(String name) {
    for (Consumer<String> it = onceOwned.poll(); it != null; it = onceOwned.poll()) {
      it.accept(name);
    }
  }

  /// These are answers of more than one user: whoever still holds them is to use none.
  public void disown() {
    isDisowned = true;
  }

  public boolean isDisowned() {
    return isDisowned;
  }

  /// Whether an answer is on its way under that key.
  public boolean isUnderWay(String key) {
    return flights.containsKey(key);
  }

  /// The one answer on its way under that key; started now when there is none. `joined` is run only
  /// when somebody else had started it.
  public <A> Mono<A> once(String key, Runnable joined, Supplier<Mono<A>> start) {
    CompletableFuture<A> mine = new CompletableFuture<>();
    CompletableFuture<?> theirs = flights.putIfAbsent(key, mine);
    if (theirs != null) {
      joined.run();
      @SuppressWarnings("unchecked") // one key, one kind of answer
      CompletableFuture<A> typed = (CompletableFuture<A>) theirs;
      return Mono.fromFuture(typed, /* suppressCancel= */ true); // others wait for it too
    }
    var _ =
        Mono.defer(start)
            .doOnTerminate(() -> flights.remove(key, mine)) // first: nobody joins what is over
            .subscribe(mine::complete, mine::completeExceptionally);
    return Mono.fromFuture(mine, /* suppressCancel= */ true);
  }

  /// Bytes held, roughly.
  int weight() {
    long held = entries.policy().eviction().orElseThrow().weightedSize().orElse(0);
    return (int) Math.min(Integer.MAX_VALUE, held + 1024);
  }
}
