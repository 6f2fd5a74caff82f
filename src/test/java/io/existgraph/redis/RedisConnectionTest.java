package io.existgraph.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Mono;

/// The connection before a real server that is slow, stopped, killed, empty and back.
class RedisConnectionTest {
  private static final RedisScript COUNT =
      RedisScript.of("count", "return {redis.call('INCRBY', KEYS[1], ARGV[1]), ARGV[1]}", false);
  private static final RedisScript NEWS =
      RedisScript.of(
          "news",
          "redis.call('PUBLISH', ARGV[1], ARGV[2] .. ' news ' .. ARGV[3]) return {0}",
          true);
  private static final List<String> KEYS = List.of("eg:{tag}:count");

  private RedisServer server;
  private final List<AutoCloseable> closeables = new ArrayList<>();

  @BeforeEach
  void start() {
    server = closing(RedisServer.start());
  }

  @AfterEach
  void stop() throws Exception {
    for (AutoCloseable closeable : closeables.reversed()) {
      closeable.close();
    }
  }

  private <T extends AutoCloseable> T closing(T closeable) {
    closeables.add(closeable);
    return closeable;
  }

  private static boolean isUsable(GivenInstance instance) {
    return instance.connection.isAvailable();
  }

  private static void assertRefusedAtOnce(GivenInstance instance) {
    var call = instance.connection.awaited().run(COUNT, KEYS, List.of(1)).toFuture();
    assertThat(call).isCompletedExceptionally();
    assertThatThrownBy(() -> GivenInstance.await(Mono.fromFuture(call)))
        .isInstanceOf(RedisUnavailableException.class);
  }

  @Test
  void scriptsRunByTheirHashAndOnceByTheirSourceWhereTheServerDoesNotKnowThem() {
    GivenInstance instance = closing(GivenInstance.of(server));
    assertThat(instance.run(COUNT, KEYS, 2).number(0)).isEqualTo(2);
    assertThat(instance.run(COUNT, KEYS, 3).text(1)).isEqualTo("3");
    assertThat(calls("eval")).isEqualTo(1);
    assertThat(server.command("SCRIPT", "FLUSH")).startsWith("+OK");
    assertThat(instance.run(COUNT, KEYS, 1).number(0)).isEqualTo(6);
    assertThat(instance.run(COUNT, KEYS, 1).number(0)).isEqualTo(7);
    assertThat(calls("eval")).isEqualTo(2);
    assertThat(calls("evalsha")).isEqualTo(4);
    assertThat(isUsable(instance)).isTrue();
  }

  private int calls(String command) {
    return server
        .command("INFO", "commandstats")
        .lines()
        .filter(line -> line.startsWith("cmdstat_" + command + ":"))
        .mapToInt(line -> Integer.parseInt(line.replaceAll("[^:]*:calls=(\\d+).*", "$1")))
        .sum();
  }

  @Test
  void aServerThatIsDownAtTheStartDelaysNothingAndIsUsedWhenItComes() {
    server.kill();
    GivenInstance instance = closing(new GivenInstance(server.url()));
    instance.connection.tick();
    assertRefusedAtOnce(instance);
    server.restart();
    instance.awaitUse();
    assertThat(instance.run(COUNT, KEYS, 1).number(0)).isEqualTo(1);
  }

  @Test
  void aStoppedServerCostsOneTimeoutAndNoWaitAfterIt() {
    GivenInstance instance = closing(GivenInstance.of(server));
    instance.run(COUNT, KEYS, 1);
    server.suspend();
    var first = instance.connection.awaited().run(COUNT, KEYS, List.of(1)).toFuture();
    instance.pass(Duration.ofMillis(49));
    assertThat(first).isNotDone();
    assertThat(isUsable(instance)).isTrue();
    instance.pass(Duration.ofMillis(1));
    assertThat(first).isCompletedExceptionally();
    assertRefusedAtOnce(instance);
    server.resume();
    instance.awaitUse();
    assertThat(instance.run(COUNT, KEYS, 1).number(0)).isEqualTo(3); // the late one ran, too
  }

  /// One that needs several replies, each of them in time.
  @Test
  void anOperationWaitsForTheTimeoutInAll() {
    GivenInstance instance = closing(GivenInstance.of(server));
    long begun = instance.ticker.getAsLong();
    instance.pass(Duration.ofMillis(30));
    var rest = instance.connection.awaitWithin(begun, Mono.never()).toFuture();
    instance.pass(Duration.ofMillis(19));
    assertThat(rest).isNotDone();
    instance.pass(Duration.ofMillis(1));
    assertThat(rest).isCompletedExceptionally();
    assertThat(isUsable(instance)).isTrue();
  }

  @Test
  void aServerThatIsStoppedIsNoticedAlthoughNobodyWaitsAnyMore() {
    GivenInstance instance = closing(GivenInstance.of(server));
    instance.run(COUNT, KEYS, 1);
    server.suspend();
    var call = instance.connection.awaited().run(COUNT, KEYS, List.of(1)).subscribe();
    instance.pass(Duration.ofMillis(30));
    call.dispose();
    assertThat(isUsable(instance)).isTrue();
    instance.pass(Duration.ofMillis(20));
    assertThat(isUsable(instance)).isFalse();
    server.resume();
  }

  @Test
  void aConnectionThatIsSilentForThreeSecondsIsReplacedAndUsedAgain() {
    FaultProxy proxy = closing(new FaultProxy(server.port()));
    GivenInstance instance = closing(new GivenInstance(proxy.url()));
    instance.awaitUse();
    long generation = instance.connection.generation();
    proxy.blackHole(true);
    instance.pass(Duration.ofMillis(3_100));
    instance.connection.tick();
    assertThat(isUsable(instance)).isFalse();
    proxy.blackHole(false);
    instance.tickUntil(() -> isUsable(instance));
    assertThat(instance.connection.generation()).isGreaterThan(generation);
  }

  @Test
  void aKilledServerIsNoticedAtOnceAndUsedAgainWhenItIsBack() {
    GivenInstance instance = closing(GivenInstance.of(server));
    long generation = instance.connection.generation();
    server.kill();
    GivenInstance.until(() -> !isUsable(instance));
    assertRefusedAtOnce(instance);
    server.restart();
    instance.awaitUse();
    assertThat(instance.connection.generation()).isGreaterThan(generation);
  }

  @Test
  void anErrorReplyEndsTheUseUntilTheServerIsWell() {
    GivenInstance instance = closing(GivenInstance.of(server));
    server.command("SET", "filler", "x".repeat(100_000));
    server.command("CONFIG", "SET", "maxmemory", "1");
    assertThatThrownBy(() -> instance.run(COUNT, KEYS, 1))
        .isInstanceOf(RedisUnavailableException.class)
        .hasMessageContaining("OOM");
    assertThat(isUsable(instance)).isFalse();
    server.command("CONFIG", "SET", "maxmemory", "0");
    instance.awaitUse();
    assertThat(instance.run(COUNT, KEYS, 1).number(0)).isEqualTo(1);
  }

  /// Whether a ping has the reply that nobody asked for, or that of the command before it.
  @ParameterizedTest
  @ValueSource(strings = {"$1\r\n7\r\n", ":7\r\n"})
  void repliesThatBelongToOtherCommandsReplaceTheConnection(String reply) {
    FaultProxy proxy = closing(new FaultProxy(server.port()));
    GivenInstance instance = closing(new GivenInstance(proxy.url()));
    instance.awaitUse();
    long generation = instance.connection.generation();
    proxy.inject(reply);
    GivenInstance.until(
        () -> {
          instance.connection.tick();
          return instance.connection.generation() > generation;
        });
    instance.awaitUse();
    assertThat(instance.run(COUNT, KEYS, 5).number(0)).isEqualTo(5);
  }

  @Test
  void whatWasKeptBackIsDeliveredBeforeRedisIsUsed() {
    GivenInstance instance = closing(new GivenInstance(server.url()));
    AtomicInteger delivered = new AtomicInteger();
    CompletableFuture<Void> mayGoOn = new CompletableFuture<>();
    instance
        .connection
        .lifecycle()
        .beforeUse(
            () ->
                instance
                    .connection
                    .whileRecovering()
                    .run(COUNT, KEYS, List.of(4))
                    .doOnNext(reply -> delivered.set((int) reply.number(0)))
                    .then(Mono.fromFuture(mayGoOn)));
    instance.tickUntil(() -> delivered.get() == 4);
    assertThat(isUsable(instance)).isFalse();
    mayGoOn.complete(null);
    instance.awaitUse();
    assertThat(delivered).hasValue(4);
  }

  @Test
  void aQueueThatIsNotAnsweredIsBounded() {
    GivenInstance instance = closing(GivenInstance.of(server));
    server.suspend();
    int pending = 0;
    for (int i = 0; i < 3_000; i++) {
      var call = instance.connection.whileRecovering().run(COUNT, KEYS, List.of(1)).toFuture();
      pending += call.isDone() ? 0 : 1;
    }
    assertThat(pending).isBetween(1, 2 * ScriptCalls.MAX_CALLS);
    server.resume();
    instance.awaitUse();
  }

  @Test
  void messagesOfScriptsReachEveryInstance() {
    GivenInstance a = closing(GivenInstance.of(server));
    GivenInstance b = closing(GivenInstance.of(server));
    List<Message> heard = new ArrayList<>();
    b.connection.messages().listen(heard::add);
    a.run(NEWS, List.of(), "x y");
    GivenInstance.until(() -> !heard.isEmpty());
    String instance = a.connection.messages().instance();
    assertThat(heard.getFirst().instance()).isEqualTo(instance);
    assertThat(heard.getFirst().kind()).isEqualTo("news");
    assertThat(heard.getFirst().words()).containsExactly("x", "y");
    GivenInstance.until(() -> b.connection.messages().instances() == 2);
    a.close();
    b.tickUntil(() -> b.connection.messages().instances() == 1);
  }

  @Test
  void lostMessagesAreNoticedByTheHeartbeatThatDoesNotComeBack() {
    GivenInstance instance = closing(GivenInstance.of(server));
    MessageChannel messages = instance.connection.messages();
    AtomicInteger lost = new AtomicInteger();
    messages.listen(lostCounter(lost));
    assertThat(messages.isCurrent()).isTrue();
    server.suspend();
    long continuity = messages.continuity();
    instance.pass(Duration.ofMillis(1_001));
    assertThat(messages.isCurrent()).isFalse();
    instance.connection.tick();
    assertThat(lost).hasValue(1);
    assertThat(messages.continuity()).isGreaterThan(continuity);
    assertThat(isUsable(instance)).isFalse();
    server.resume();
  }

  @Test
  void aSubscriberThatTheServerDropsHasLostMessages() {
    GivenInstance instance = closing(GivenInstance.of(server));
    long continuity = instance.connection.messages().continuity();
    server.command("CLIENT", "KILL", "TYPE", "pubsub");
    instance.tickUntil(() -> instance.connection.messages().continuity() > continuity);
    instance.awaitUse();
    assertThat(instance.connection.messages().isCurrent()).isTrue();
  }

  private static MessageListener lostCounter(AtomicInteger lost) {
    return new MessageListener() {
      @Override
      public void received(Message message) {}

      @Override
      public void lost() {
        lost.incrementAndGet();
      }
    };
  }

  @Test
  void aClusterIsUsedLikeASingleServer() {
    RedisServer node = closing(RedisServer.start("--cluster-enabled", "yes"));
    node.command("CLUSTER", "ADDSLOTSRANGE", "0", "16383");
    GivenInstance.until(() -> node.command("CLUSTER", "INFO").contains("cluster_state:ok"));
    String host = "127.0.0.1:" + node.port();
    GivenInstance instance = closing(new GivenInstance("redis://" + host + "," + host));
    instance.awaitUse();
    assertThat(instance.run(COUNT, KEYS, 1).number(0)).isEqualTo(1);
    node.kill();
    GivenInstance.until(() -> !isUsable(instance));
    assertRefusedAtOnce(instance);
  }
}
