package io.existgraph.redis;

import java.util.List;
import reactor.core.publisher.Mono;

/// A way of running scripts: awaited by a request, behind it, or while the connection recovers.
@FunctionalInterface
public interface ScriptRunner {
  /// Runs the script when subscribed to. `arguments` are strings, numbers or byte arrays. Fails
  /// with a [RedisUnavailableException] at once where Redis cannot be used, and after the runner's
  /// timeout; whether the script ran is unknown then.
  Mono<ScriptReply> run(RedisScript script, List<String> keys, List<?> arguments);
}
