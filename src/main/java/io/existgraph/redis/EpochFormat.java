package io.existgraph.redis;

import io.existgraph.cache.CacheReplication.SharedEpochs;
import java.util.concurrent.ThreadLocalRandom;

/// The text form of shared epochs: `<generation>.<writes>-<nonce of the last write>`, without the
/// nonce before the first write. The generation is random and starts with the first entry that is
/// stored for a caller; a server that lost its data starts a new one. The nonce reveals a server
/// that lost only the latest writes, even after as many new ones.
final class EpochFormat {
  private static final int RADIX = 36;

  private EpochFormat() {}

  static String next() {
    return Long.toUnsignedString(ThreadLocalRandom.current().nextLong(), RADIX);
  }

  static boolean isEpoch(String text) {
    return text.indexOf('.') > 0;
  }

  static String generation(String epoch) {
    return epoch.substring(0, Math.max(0, epoch.indexOf('.')));
  }

  static long writes(String epoch) {
    int nonce = epoch.indexOf('-');
    int end = nonce < 0 ? epoch.length() : nonce;
    return isEpoch(epoch) ? Long.parseLong(epoch.substring(epoch.indexOf('.') + 1, end)) : 0;
  }

  static boolean areOfOneGeneration(String one, String other) {
    return isEpoch(one) && isEpoch(other) && generation(one).equals(generation(other));
  }

  /// Whether `epoch` includes all writes of `other`, which is of the same generation.
  static boolean includes(String epoch, String other) {
    return areOfOneGeneration(epoch, other)
        && (epoch.equals(other) || writes(epoch) > writes(other));
  }

  /// Whether nothing but entries came between nothing and that epoch.
  static boolean isFirst(String epoch) {
    return isEpoch(epoch) && writes(epoch) == 0;
  }

  static boolean isNone(String epoch) {
    return epoch.equals(SharedEpochs.NONE);
  }
}
