package io.existgraph;

import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringApplicationRunListener;
import org.springframework.boot.bootstrap.ConfigurableBootstrapContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/// A lock around the initialization of logging, which is global to the JVM and not thread-safe:
/// test classes that run side by side start their applications at the same time.
@Order(Ordered.HIGHEST_PRECEDENCE)
class LoggingInitialization implements SpringApplicationRunListener {
  private static final ReentrantLock LOCK = new ReentrantLock();

  LoggingInitialization(SpringApplication application, String[] arguments) {}

  @Override
  public void starting(ConfigurableBootstrapContext bootstrap) {
    LOCK.lock();
  }

  @Override
  public void contextPrepared(ConfigurableApplicationContext context) {
    LOCK.unlock();
  }

  @Override
  public void failed(@Nullable ConfigurableApplicationContext context, Throwable exception) {
    if (LOCK.isHeldByCurrentThread()) {
      LOCK.unlock();
    }
  }
}
