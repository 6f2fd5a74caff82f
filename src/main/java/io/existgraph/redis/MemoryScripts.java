package io.existgraph.redis;

import io.existgraph.cache.CacheReplication.SharedEpochs;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import reactor.core.publisher.Mono;

/// The scripts of the shared memory, with their keys and arguments.
final class MemoryScripts {
  static final String WROTE = "wrote";
  static final String FORGOT = "forgot";
  static final String STORED = "stored";

  /// Of an owner that is not known.
  static final String NOBODY = "-";

  private static final Duration LIFE = Duration.ofDays(2);
  private static final int MAX_ENTRIES = 2_000;
  private static final int MAX_CREDENTIALS = 100;
  private static final RedisScript READ = RedisScript.silent("memory-read");
  private static final RedisScript STORE = RedisScript.publishing("memory-store");
  private static final RedisScript WRITE = RedisScript.publishing("memory-write");
  private static final RedisScript LINK = RedisScript.silent("memory-link");

  /// What a write does where nothing is stored, or with all that is.
  enum WriteMode {
    /// Begins nothing.
    KEEP,
    /// Begins an epoch, so that nothing that was requested before is stored.
    CREATE,
    /// Begins a generation and removes everything.
    RESET
  }

  /// An announcement of a write: what it says and what it removes.
  record Announcement(
      String kind,
      String owner,
      String generation,
      WriteMode mode,
      String words,
      List<String> fields) {}

  private final long maxBytes;

  MemoryScripts(long maxBytes) {
    this.maxBytes = maxBytes;
  }

  private static List<String> keys(String tag) {
    String caller = "eg:{" + tag + "}:";
    return List.of(caller + "v", caller + "m", caller + "s");
  }

  Mono<ScriptReply> read(ScriptRunner runner, String tag, String epoch, long version) {
    return runner.run(READ, keys(tag), List.of(epoch, version));
  }

  /// `entries` are fields and values in turn.
  Mono<ScriptReply> store(
      ScriptRunner runner, String tag, String epoch, String generation, List<?> entries) {
    List<Object> arguments = new ArrayList<>(List.of(tag, epoch, generation));
    arguments.addAll(List.of(maxBytes, MAX_ENTRIES, LIFE.toMillis()));
    arguments.addAll(entries);
    return runner.run(STORE, keys(tag), arguments);
  }

  Mono<SharedEpochs> write(ScriptRunner runner, String tag, Announcement write) {
    List<Object> arguments = new ArrayList<>(List.of(write.kind(), tag, write.owner()));
    arguments.add(write.generation());
    arguments.add(write.mode().name().toLowerCase(Locale.ROOT));
    arguments.addAll(List.of(LIFE.toMillis(), write.words()));
    arguments.addAll(write.fields());
    return runner
        .run(WRITE, keys(tag), arguments)
        .map(reply -> new SharedEpochs(reply.text(0), reply.text(1)));
  }

  /// Adds the credential to those of the account; the reply is whether it is among them, and all.
  Mono<ScriptReply> link(ScriptRunner runner, String owner, String tag) {
    return runner.run(
        LINK, List.of("eg:{" + owner + "}:o"), List.of(tag, MAX_CREDENTIALS, LIFE.toMillis()));
  }
}
