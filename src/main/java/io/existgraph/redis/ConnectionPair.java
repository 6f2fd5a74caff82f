package io.existgraph.redis;

import io.existgraph.redis.LettuceClient.Commands;
import io.lettuce.core.api.StatefulConnection;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;
import java.util.List;

/// The connections to a server: one for commands and one for messages.
record ConnectionPair(Commands commands, StatefulRedisPubSubConnection<String, String> pubSub) {
  boolean isOpen() {
    return commands.connection().isOpen() && pubSub.isOpen();
  }

  /// Closes both, without waiting.
  void close() {
    for (StatefulConnection<?, ?> connection : List.of(commands.connection(), pubSub)) {
      var _ = connection.closeAsync();
    }
  }
}
