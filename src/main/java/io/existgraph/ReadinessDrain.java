package io.existgraph;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.springframework.context.SmartLifecycle;

/// Keeps the door open for a while after readiness is off, so that whoever sends requests here
/// hears of it before the door is closed. It is the first to be stopped, before the web server.
final class ReadinessDrain implements SmartLifecycle {
  private final Duration delay;
  private volatile boolean isRunning;

  ReadinessDrain(Duration delay) {
    this.delay = delay;
  }

  @Override
  public void start() {
    isRunning = true;
  }

  @Override
  public void stop(Runnable done) {
    isRunning = false;
    CompletableFuture.delayedExecutor(delay.toMillis(), TimeUnit.MILLISECONDS).execute(done);
  }

  @Override
  public void stop() {
    isRunning = false;
  }

  @Override
  public boolean isRunning() {
    return isRunning;
  }
}
