package io.existgraph.redis;

import io.existgraph.redis.LettuceClient.Commands;
import io.lettuce.core.pubsub.RedisPubSubAdapter;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;
import java.util.concurrent.CompletionStage;

/// A connector that opens the two connections of a [RedisSession] and subscribes to its channel.
record SessionConnector(LettuceClient client, String channel, MessageChannel messages) {
  /// Neither connection is left where one of them cannot be made.
  CompletionStage<ConnectionPair> connect() {
    return client.connect().thenCompose(this::withPubSub);
  }

  private CompletionStage<ConnectionPair> withPubSub(Commands commands) {
    return client
        .connectPubSub()
        .thenCompose(pubSub -> subscribe(commands, pubSub))
        .whenComplete(
            (_, error) -> {
              if (error != null) {
                var _ = commands.connection().closeAsync();
              }
            });
  }

  private CompletionStage<ConnectionPair> subscribe(
      Commands commands, StatefulRedisPubSubConnection<String, String> pubSub) {
    pubSub.addListener(
        new RedisPubSubAdapter<>() {
          @Override
          public void message(String from, String line) {
            messages.received(line);
          }

          @Override
          public void subscribed(String to, long count) {
            messages.subscribed();
          }
        });
    return pubSub.async().subscribe(channel).thenApply(_ -> new ConnectionPair(commands, pubSub));
  }
}
