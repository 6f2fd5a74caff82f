package io.existgraph;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.AppenderBase;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.slf4j.LoggerFactory;

/// What is logged at the levels that are set, with stack traces, until it is closed.
public final class LogLines extends AppenderBase<ILoggingEvent> implements AutoCloseable {
  private final Logger root =
      ((LoggerContext) LoggerFactory.getILoggerFactory()).getLogger(Logger.ROOT_LOGGER_NAME);
  private final Queue<String> lines = new ConcurrentLinkedQueue<>();

  public LogLines() {
    start();
    root.addAppender(this);
  }

  @Override
  protected void append(ILoggingEvent event) {
    String trace =
        event.getThrowableProxy() == null
            ? ""
            : ThrowableProxyUtil.asString(event.getThrowableProxy());
    String line =
        event.getLoggerName() + " " + event.getThreadName() + " " + event.getMDCPropertyMap();
    lines.add(event.getLevel() + " " + line + " " + event.getFormattedMessage() + " " + trace);
  }

  public List<String> lines() {
    return List.copyOf(lines);
  }

  public void forget() {
    lines.clear();
  }

  @Override
  public void close() {
    root.detachAppender(this);
  }
}
