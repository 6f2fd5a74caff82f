package io.existgraph.redis;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What the messages of other instances show, without a server.
class RemoteInstancesTest {
  private final GivenTicker ticker = GivenTicker.overflowing();
  private final MessageChannel messages =
      new MessageChannel("me", Duration.ofSeconds(1), ticker, RedisListener.NOBODY);
  private final AtomicInteger lost = new AtomicInteger();

  @BeforeEach
  void listen() {
    messages.subscribed();
    messages.listen(
        new MessageListener() {
          @Override
          public void received(Message message) {}

          @Override
          public void lost() {
            lost.incrementAndGet();
          }
        });
    hear("me 1 beat " + ticker.getAsLong());
  }

  private void hear(String line) {
    messages.received(line);
  }

  private void pass(Duration time) {
    ticker.pass(time);
    hear("me 2 beat " + ticker.getAsLong());
  }

  @Test
  void numbersWithoutAGapLoseNothingInWhateverOrderTheyCome() {
    hear("a 1 beat 0");
    for (int number : new int[] {3, 2, 5, 6, 4}) {
      hear("a " + number + " take");
    }
    hear("a 7 beat 0");
    hear("a 8 beat 0");
    assertThat(lost).hasValue(0);
  }

  @Test
  void aGapThatTheSecondHeartbeatFindsIsALoss() {
    hear("a 1 beat 0");
    hear("a 3 take");
    hear("a 4 beat 0");
    assertThat(lost).hasValue(0);
    hear("a 5 beat 0");
    assertThat(lost).hasValue(1);
    hear("a 6 beat 0");
    hear("a 7 beat 0");
    assertThat(lost).hasValue(1);
  }

  @Test
  void aJumpOfTheNumbersIsALossAtOnce() {
    hear("a 1 beat 0");
    hear("a 1000 take");
    assertThat(lost).hasValue(1);
  }

  @Test
  void anInstanceThatIsFirstHeardInTheMiddleMayHaveSaidSomethingBefore() {
    hear("a 9 take");
    assertThat(lost).hasValue(1);
  }

  @Test
  void instancesAreCountedForTenSecondsAfterTheirLastMessage() {
    hear("a 1 beat 0");
    hear("b 1 beat 0");
    assertThat(messages.instances()).isEqualTo(3);
    pass(Duration.ofSeconds(9));
    hear("a 2 beat 0");
    pass(Duration.ofSeconds(2));
    assertThat(messages.instances()).isEqualTo(2);
    hear("a 3 bye");
    assertThat(messages.instances()).isOne();
  }

  @Test
  void duringAnOutageThoseCountThatWereHeardBeforeIt() {
    hear("a 1 beat 0");
    ticker.pass(Duration.ofMinutes(1));
    assertThat(messages.isCurrent()).isFalse();
    assertThat(messages.instances()).isEqualTo(2);
  }

  @Test
  void instancesThatAreGoneAreRememberedUnlessTheySaidThatTheyLeave() {
    hear("a 1 beat 0");
    hear("b 1 beat 0");
    hear("b 2 bye");
    pass(Duration.ofHours(1));
    assertThat(messages.instances()).isOne();
    assertThat(messages.remembered(Duration.ofHours(2))).containsExactly("a");
    pass(Duration.ofHours(2));
    assertThat(messages.remembered(Duration.ofHours(2))).isEmpty();
  }

  @Test
  void theOwnHeartbeatIsAsOldAsItsSending() {
    long sentAt = ticker.getAsLong();
    ticker.pass(Duration.ofMillis(1_500));
    hear("me 2 beat " + sentAt); // what was published since may be on its way, too
    assertThat(messages.isCurrent()).isFalse();
    hear("me 3 beat " + ticker.getAsLong());
    assertThat(messages.isCurrent()).isTrue();
  }

  @Test
  void whatIsNoMessageIsIgnored() {
    for (String line : new String[] {"", "a", "a b", "a b c", "a 1"}) {
      hear(line);
    }
    hear("me 3 beat soon");
    assertThat(lost).hasValue(1); // it began like one
  }
}
