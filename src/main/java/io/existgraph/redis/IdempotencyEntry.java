package io.existgraph.redis;

import io.existgraph.redis.codec.SealingKey;
import io.existgraph.redis.codec.ValueCodec;
import io.existgraph.write.BatchResult;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// An idempotency key of a caller: `word` stands for it in keys and messages, `claim` for the
/// attempt to make its write.
record IdempotencyEntry(String caller, String word, int weight, String claim, SealingKey key) {
  private static final String CONTEXT = "idempotency key";
  private static final ValueCodec CODEC = new ValueCodec();

  List<String> keys() {
    String prefix = "eg:{" + caller + "}:i";
    return List.of(prefix + ":" + word, prefix + "x");
  }

  /// The member of the caller's index, with the weight of the result.
  String member() {
    return word + ":" + weight;
  }

  /// What stands for it in messages.
  String words() {
    return caller + " " + word;
  }

  byte[] seal(BatchResult result) {
    return key.seal(CODEC.encode(result), caller, CONTEXT, word);
  }

  /// The result that was sealed; null where another release sealed it.
  @Nullable BatchResult open(byte[] sealed) {
    byte[] value = key.open(sealed, caller, CONTEXT, word);
    return value != null && CODEC.decode(value) instanceof BatchResult result ? result : null;
  }
}
