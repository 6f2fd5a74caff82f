package io.existgraph.redis;

import java.time.Duration;
import java.util.Arrays;
import java.util.function.LongPredicate;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/// The requests of one caller that count, of all instances: 24 bytes for each. Times are in
/// nanoseconds of the ticker. Not thread-safe.
final class RequestLog {
  private static final int INITIAL_CAPACITY = 8;

  /// Where a request counts.
  enum State {
    /// In Redis, too.
    SHARED,
    /// Redis is being asked whether it may count.
    ASKED,
    /// Only here, until Redis can be used again.
    APART
  }

  private long[] ids = new long[INITIAL_CAPACITY];
  private long[] expiries = new long[INITIAL_CAPACITY];
  private long[] takenAt = new long[INITIAL_CAPACITY];
  private State[] states = new State[INITIAL_CAPACITY];
  private int size;

  /// Adds a request, unless it is known.
  void add(long id, long expiry, long taken, State state) {
    if (indexOf(id) >= 0) {
      return;
    }
    if (size == ids.length) {
      int capacity = 2 * size;
      ids = Arrays.copyOf(ids, capacity);
      expiries = Arrays.copyOf(expiries, capacity);
      takenAt = Arrays.copyOf(takenAt, capacity);
      states = Arrays.copyOf(states, capacity);
    }
    ids[size] = id;
    expiries[size] = expiry;
    takenAt[size] = taken;
    states[size] = state;
    size++;
  }

  /// Changes when a request expires, and adds one that is not known.
  void put(long id, long expiry, long taken) {
    add(id, expiry, taken, State.SHARED);
    expiries[indexOf(id)] = expiry;
  }

  void remove(long id) {
    int index = indexOf(id);
    if (index >= 0) {
      move(--size, index);
    }
  }

  private void move(int from, int to) {
    ids[to] = ids[from];
    expiries[to] = expiries[from];
    takenAt[to] = takenAt[from];
    states[to] = states[from];
  }

  private int indexOf(long id) {
    for (int i = 0; i < size; i++) {
      if (ids[i] == id) {
        return i;
      }
    }
    return -1;
  }

  /// Drops what has expired.
  void expire(long now) {
    for (int i = size - 1; i >= 0; i--) {
      if (expiries[i] - now <= 0) {
        move(--size, i);
      }
    }
  }

  int size() {
    return size;
  }

  void set(long id, State state) {
    int index = indexOf(id);
    if (index >= 0) {
      states[index] = state;
    }
  }

  boolean is(long id, State state) {
    int index = indexOf(id);
    return index >= 0 && states[index] == state;
  }

  boolean contains(long id) {
    return indexOf(id) >= 0;
  }

  /// Makes all that are apart shared.
  void share() {
    for (int i = 0; i < size; i++) {
      states[i] = states[i] == State.APART ? State.SHARED : states[i];
    }
  }

  int count(State state) {
    return (int) IntStream.range(0, size).filter(i -> states[i] == state).count();
  }

  /// The number of requests that were taken at the time or before.
  int countTakenUntil(long time) {
    return (int) IntStream.range(0, size).filter(i -> takenAt[i] - time <= 0).count();
  }

  LongStream ids(LongPredicate selection) {
    return Arrays.stream(ids, 0, size).filter(selection);
  }

  Duration remaining(long id, long now) {
    return Duration.ofNanos(expiries[indexOf(id)] - now);
  }

  /// After what time as many requests have expired, the earliest first.
  Duration remainingOf(int requests, long now) {
    return requests > size
        ? Duration.ofSeconds(1)
        : Duration.ofNanos(
            IntStream.range(0, size)
                .mapToLong(i -> expiries[i] - now)
                .sorted()
                .skip(requests - 1L)
                .findFirst()
                .orElse(0));
  }
}
