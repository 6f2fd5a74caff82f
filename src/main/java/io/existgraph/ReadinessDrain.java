package io.existgraph;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.springframework.context.SmartLifecycle;

/// A delay between readiness going down and the web server stopping, in which load balancers notice
/// and send requests elsewhere. Stopped first, since its phase is the default, which is the
/// highest.
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
