package io.existgraph.redis;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

class SingleFlightCallsTest {
  private final SingleFlightCalls<String, Integer> calls = new SingleFlightCalls<>();
  private final List<Integer> replies = new ArrayList<>();

  @Test
  void callsOfOneKeyInFlightShareTheReply() {
    Sinks.One<Integer> reply = Sinks.one();
    calls.join("key", reply.asMono()).subscribe().dispose(); // goes on
    calls.join("key", Mono.just(2)).subscribe(replies::add);
    calls.join("other", Mono.just(3)).subscribe(replies::add);
    reply.tryEmitValue(1).orThrow();
    assertThat(replies).containsExactly(3, 1);
  }

  @Test
  void whoeverHasTheReplyMayCallAtOnce() {
    calls
        .join("key", Mono.just(1))
        .flatMap(_ -> calls.join("key", Mono.just(2)))
        .subscribe(replies::add);
    assertThat(replies).containsExactly(2);
  }
}
