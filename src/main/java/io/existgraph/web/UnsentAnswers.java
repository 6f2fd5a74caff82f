package io.existgraph.web;

import io.netty.channel.ChannelFuture;
import java.util.ArrayList;
import java.util.List;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.SmartLifecycle;

/// The ready answers whose bytes have not all been taken by their connections. At shutdown they are
/// awaited before the web server closes its connections, which does not count them as requests. At
/// most for `spring.lifecycle.timeout-per-shutdown-phase`.
final class UnsentAnswers implements SmartLifecycle {
  private final List<Runnable> waiting = new ArrayList<>();
  private boolean isRunning;
  private int unsent;

  void add(ChannelFuture answer) {
    if (!answer.isDone()) {
      begun();
      answer.addListener(_ -> ended());
    }
  }

  private synchronized void begun() {
    unsent++;
  }

  private synchronized void ended() {
    unsent--;
    if (unsent == 0) {
      waiting.forEach(Runnable::run);
      waiting.clear();
    }
  }

  @Override
  public synchronized void stop(Runnable done) {
    isRunning = false;
    if (unsent == 0) {
      done.run();
    } else {
      waiting.add(done);
    }
  }

  @Override
  public synchronized void start() {
    isRunning = true;
  }

  @Override
  public void stop() {
    stop(() -> {});
  }

  @Override
  public synchronized boolean isRunning() {
    return isRunning;
  }

  /// Stopped before the web server is.
  @Override
  public int getPhase() {
    return WebServerApplicationContext.GRACEFUL_SHUTDOWN_PHASE + 1;
  }
}
