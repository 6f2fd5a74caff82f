package io.existgraph.cache;

/// A position in the write history of a cache: the number of its own writes (`epoch`) and of the
/// writes through other credentials. A response is stored only relative to the version at which it
/// was requested.
public record CacheVersion(CallerCache cache, long epoch, long foreignWrites) {
  /// Whether no other write of its own lies between the two.
  public boolean isNextEpochAfter(CacheVersion before) {
    return cache == before.cache && epoch == before.epoch + 1;
  }

  /// This epoch, with the foreign writes that `before` had seen: later ones are applied again to
  /// what is stored relative to it.
  public CacheVersion withForeignWritesOf(CacheVersion before) {
    return new CacheVersion(cache, epoch, before.foreignWrites);
  }
}
