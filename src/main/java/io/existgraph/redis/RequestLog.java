package io.existgraph.redis;

import java.time.Duration;
import java.util.Arrays;
import java.util.function.IntPredicate;
import java.util.function.LongPredicate;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/// The requests of one caller that count, of all instances: 17 bytes for each. Times are in
/// nanoseconds of the ticker. Not thread-safe.
final class RequestLog {
  private static final int INITIAL_CAPACITY = 8;

  /// Where a request counts.
  enum RequestState {
    /// In Redis, too.
    SHARED,
    /// In Redis, reserved ahead by an instance that may send it without Redis.
    LEASED,
    /// Redis is being asked whether it may count.
    ASKED,
    /// Only here, until Redis can be used again.
    APART,
    /// In Redis by now, after it was reserved without.
    MERGED
  }

  private long[] ids = new long[INITIAL_CAPACITY];
  private long[] expiries = new long[INITIAL_CAPACITY];
  private RequestState[] states = new RequestState[INITIAL_CAPACITY];
  private int size;

  /// Adds a request, unless it is known.
  void add(long id, long expiry, RequestState state) {
    if (indexOf(id) >= 0) {
      return;
    }
    if (size == ids.length) {
      int capacity = 2 * size;
      ids = Arrays.copyOf(ids, capacity);
      expiries = Arrays.copyOf(expiries, capacity);
      states = Arrays.copyOf(states, capacity);
    }
    ids[size] = id;
    expiries[size] = expiry;
    states[size] = state;
    size++;
  }

  /// Changes when a request expires, and adds one that is not known.
  void put(long id, long expiry) {
    add(id, expiry, RequestState.SHARED);
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

  void set(long id, RequestState state) {
    int index = indexOf(id);
    if (index >= 0) {
      states[index] = state;
    }
  }

  boolean is(long id, RequestState state) {
    int index = indexOf(id);
    return index >= 0 && states[index] == state;
  }

  boolean contains(long id) {
    return indexOf(id) >= 0;
  }

  /// Makes all that are apart merged.
  void merge() {
    for (int i = 0; i < size; i++) {
      states[i] = states[i] == RequestState.APART ? RequestState.MERGED : states[i];
    }
  }

  int count(RequestState state) {
    return (int) indexes(i -> states[i] == state).count();
  }

  private IntStream indexes(IntPredicate selection) {
    return IntStream.range(0, size).filter(selection);
  }

  LongStream ids(LongPredicate selection) {
    return Arrays.stream(ids, 0, size).filter(selection);
  }

  /// The requests that are leased by the instance and do not expire before `time`.
  LongStream ownLease(int instance, long time) {
    return indexes(i -> states[i] == RequestState.LEASED && expiries[i] - time >= 0)
        .mapToLong(i -> ids[i])
        .filter(id -> RequestId.isOf(instance, id));
  }

  /// How many were reserved without Redis.
  int apart() {
    return count(RequestState.APART) + count(RequestState.MERGED);
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
