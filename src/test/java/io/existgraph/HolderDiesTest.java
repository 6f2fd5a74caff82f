package io.existgraph;

import static org.assertj.core.api.Assertions.assertThat;

import io.existgraph.SharedGateways.Reply;
import io.existgraph.redis.RedisServer;
import io.existgraph.simulator.InjectedFault;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

/// An instance that is killed while it sends a request for which the others wait.
@Order(14)
class HolderDiesTest {
  private static final String DEMO = "Token demo";
  private static final String QUERY = "{me{username}}";
  private static final String EXCHANGE_TIMEOUT = "exist.limits.exchange-timeout=4s";

  @Test
  void theOthersAnswerWithAtMostOneRequestMore() throws IOException {
    try (RedisServer redis = RedisServer.start();
        SharedGateways others = new SharedGateways(2, redis, EXCHANGE_TIMEOUT);
        Program holder =
            Program.briefGatewayOfTheClassPath(
                others.exist.address(),
                "--exist.redis.url=" + redis.url(),
                "--exist.redis.timeout=1s",
                "--" + EXCHANGE_TIMEOUT)) {
      SharedGateways.until(() -> holder.body("/actuator/health/redis").contains("\"UP\""));
      AtomicBoolean isFirst = new AtomicBoolean(true);
      others.exist.fault(
          _ -> isFirst.getAndSet(false), new InjectedFault.HeldResponse(Mono.never()));
      others.sent();
      CompletableFuture<Integer> lost =
          CompletableFuture.supplyAsync(() -> holder.ask(QUERY, DEMO));
      SharedGateways.until(() -> others.exist.requests().size() == 1);
      List<CompletableFuture<Reply>> replies =
          Stream.of(0, 1, 0, 1)
              .map(i -> others.instance(i).askLater(DEMO, QUERY, Map.of()))
              .toList();
      var _ = holder.process().destroyForcibly();
      assertThat(lost.join()).isZero();
      replies.forEach(
          reply ->
              assertThat(reply.join().withoutErrors().at("me/username").asString()).isNotEmpty());
      assertThat(others.sent()).hasSizeLessThanOrEqualTo(2);
    }
  }
}
