package io.existgraph.redis;

import io.existgraph.cache.CacheReplication.SharedEpochs;
import io.existgraph.cache.CallerCache;
import io.existgraph.credential.CallerId;
import io.existgraph.redis.codec.SealingKey;
import java.lang.ref.WeakReference;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// A caller's cache at this instance, and whether it agrees with the shared memory: it does until a
/// message announces a change, or messages are lost.
final class NearCache {
  private static final long NEVER = -1;
  private static final int MAX_ABANDONED = 8;

  private final CallerId caller;
  private final String tag;
  private final SealingKey key;
  private final WeakReference<CallerCache> cache;
  private final AtomicLong announcements = new AtomicLong();
  private volatile long verifiedAnnouncements = NEVER;
  private volatile long continuity = NEVER;
  private volatile String generation = EpochFormat.next();
  private volatile @Nullable Long changedAt;
  private volatile @Nullable String linkedOwner;
  private volatile @Nullable OwnerTag ownerTag;
  private volatile boolean isUnlinkable;
  private volatile boolean hasUnlinkedWrites;
  private final Deque<String> abandoned = new ArrayDeque<>();
  private Position position = new Position(SharedEpochs.NONE, 0);

  NearCache(CallerId caller, String tag, SealingKey key, CallerCache cache) {
    this.caller = caller;
    this.tag = tag;
    this.key = key;
    this.cache = new WeakReference<>(cache);
  }

  private record Position(String epoch, long version) {}

  /// What a verification begins with.
  record Verification(long announcements, long continuity) {}

  CallerId caller() {
    return caller;
  }

  String tag() {
    return tag;
  }

  SealingKey key() {
    return key;
  }

  /// Null when the caller was evicted meanwhile.
  @Nullable CallerCache cache() {
    return cache.get();
  }

  /// Whether it is verified under that continuity of messages, and nothing was announced since.
  boolean isVerified(long currentContinuity) {
    return continuity == currentContinuity && verifiedAnnouncements == announcements.get();
  }

  /// Records that it learnt of a write, on the ticker.
  void changed(long now) {
    changedAt = now;
  }

  /// Whether it learnt of a write since that time.
  boolean isChangedSince(long time) {
    Long last = changedAt;
    return last != null && last - time >= 0;
  }

  /// Whether all messages since the last verification have been received.
  boolean isContinuous(long currentContinuity) {
    return continuity == currentContinuity;
  }

  /// Records that something changed elsewhere.
  void announce() {
    announcements.incrementAndGet();
  }

  Verification begin(long currentContinuity) {
    return new Verification(announcements.get(), currentContinuity);
  }

  void verified(Verification verification) {
    continuity = verification.continuity();
    verifiedAnnouncements = verification.announcements();
  }

  /// The version up to which the entries of that epoch are known; 0 of another epoch.
  synchronized long version(String epoch) {
    return position.epoch().equals(epoch) ? position.version() : 0;
  }

  synchronized void read(String epoch, long version) {
    String before = EpochFormat.generation(position.epoch());
    if (!before.isEmpty() && !before.equals(EpochFormat.generation(epoch))) {
      abandoned.addLast(before);
      if (abandoned.size() > MAX_ABANDONED) {
        abandoned.removeFirst();
      }
    }
    position = new Position(epoch, version);
  }

  /// Whether it is of a generation that another one has replaced.
  synchronized boolean isAbandoned(String epoch) {
    return abandoned.contains(EpochFormat.generation(epoch));
  }

  /// Records that the epoch `after` began with the entries of the one before.
  synchronized void advance(String before, String after) {
    if (position.epoch().equals(before)) {
      position = new Position(after, position.version());
    }
  }

  /// Records a version that this instance itself stored; others may have been stored in between.
  synchronized void stored(String epoch, long version) {
    if (position.epoch().equals(epoch) && position.version() + 1 == version) {
      position = new Position(epoch, version);
    }
  }

  /// The generation that begins where nothing is stored of the caller yet.
  String generation() {
    return generation;
  }

  void renewGeneration() {
    generation = EpochFormat.next();
  }

  /// Whether writes through other credentials of the account reach what is stored of this one.
  boolean isLinked(@Nullable String owner) {
    return owner != null && owner.equals(linkedOwner) && !isUnlinkable;
  }

  /// The tag of the account, computed once.
  String ownerTag(String owner, UnaryOperator<String> tags) {
    OwnerTag known = ownerTag;
    if (known == null || !known.owner().equals(owner)) {
      known = new OwnerTag(owner, tags.apply(owner));
      ownerTag = known;
    }
    return known.tag();
  }

  private record OwnerTag(String owner, String tag) {}

  void link(String owner) {
    linkedOwner = owner;
  }

  /// Records that the account has too many credentials to follow.
  void unlinkable() {
    isUnlinkable = true;
  }

  boolean isUnlinkable() {
    return isUnlinkable;
  }

  void wroteUnlinked() {
    hasUnlinkedWrites = true;
  }

  /// Whether it wrote before its account was known; once.
  synchronized boolean takeUnlinkedWrites() {
    boolean had = hasUnlinkedWrites;
    hasUnlinkedWrites = false;
    return had;
  }
}
