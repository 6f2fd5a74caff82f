package io.existgraph.redis;

import java.time.Duration;

/// How long Redis is waited for. `reply` is an operation's whole wait, `command` the wait of what
/// no operation waits for. Messages count as lost once the own heartbeat is older than `heartbeat`,
/// and a connection on which nothing has arrived for `silence` is replaced.
public record RedisTimeouts(
    Duration reply, Duration command, Duration heartbeat, Duration silence) {
  /// How long a command that no operation waits for may take.
  static final Duration COMMAND = Duration.ofSeconds(1);

  private static final Duration HEARTBEAT = Duration.ofSeconds(1);
  private static final Duration SILENCE = Duration.ofSeconds(3);

  /// Those of a gateway whose operations wait so long for a reply.
  public static RedisTimeouts ofReply(Duration reply) {
    return new RedisTimeouts(reply, COMMAND, HEARTBEAT, SILENCE);
  }
}
