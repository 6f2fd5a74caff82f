package io.existgraph.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.ChannelPromise;
import io.netty.channel.embedded.EmbeddedChannel;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.web.server.context.WebServerApplicationContext;

/// What shutdown waits for: answers that a connection has not taken yet.
class UnsentAnswersTest {
  private final EmbeddedChannel connection = new EmbeddedChannel();
  private final UnsentAnswers unsent = new UnsentAnswers();
  private final AtomicInteger stopped = new AtomicInteger();

  @BeforeEach
  void start() {
    unsent.start();
  }

  @AfterEach
  void close() {
    connection.finishAndReleaseAll();
  }

  private ChannelPromise begun() {
    ChannelPromise answer = connection.newPromise();
    unsent.add(answer);
    return answer;
  }

  private void stop() {
    unsent.stop(stopped::incrementAndGet);
  }

  @Test
  void withoutAnswersNothingIsAwaited() {
    assertThat(unsent.isRunning()).isTrue();

    stop();

    assertThat(stopped).hasValue(1);
    assertThat(unsent.isRunning()).isFalse();
  }

  @Test
  void answersThatWereSentAreNotAwaited() {
    unsent.add(connection.newSucceededFuture());
    begun().setSuccess();

    stop();

    assertThat(stopped).hasValue(1);
  }

  @Test
  void theLastAnswerEndsTheWait() {
    ChannelPromise first = begun();
    ChannelPromise second = begun();
    stop();
    assertThat(stopped).hasValue(0);

    second.setSuccess();
    connection.runPendingTasks();
    assertThat(stopped).hasValue(0);

    first.setSuccess();
    connection.runPendingTasks();
    assertThat(stopped).hasValue(1);
  }

  /// The client has gone away.
  @Test
  void anAnswerThatFailedIsNotAwaited() {
    ChannelPromise answer = begun();
    stop();

    answer.setFailure(new IOException("Connection reset by peer"));
    connection.runPendingTasks();

    assertThat(stopped).hasValue(1);
  }

  @Test
  void answersThatBeginWhileStoppingAreAwaitedAndEachStopReportsOnce() {
    ChannelPromise early = begun();
    stop();
    ChannelPromise late = begun();
    stop();
    early.setSuccess();
    connection.runPendingTasks();
    assertThat(stopped).hasValue(0);

    late.setSuccess();
    connection.runPendingTasks();
    assertThat(stopped).hasValue(2);

    begun().setSuccess();
    connection.runPendingTasks();
    assertThat(stopped).hasValue(2);
  }

  /// Lifecycle beans of a higher phase are stopped earlier.
  @Test
  void theWebServerIsStoppedAfterwards() {
    assertThat(unsent.getPhase())
        .isGreaterThan(WebServerApplicationContext.GRACEFUL_SHUTDOWN_PHASE);
  }
}
