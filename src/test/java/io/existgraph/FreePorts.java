package io.existgraph;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.atomic.AtomicInteger;

/// Ports that other processes are to listen on. None is given twice, and none is among those that
/// the system gives to connections and to listeners of the tests themselves.
public final class FreePorts {
  private static final int MIN = 10_000;
  private static final int MAX = 20_000; // a Redis cluster takes the port 10,000 above, too
  private static final int PER_JVM = 100;
  private static final AtomicInteger COUNT =
      new AtomicInteger((int) (ProcessHandle.current().pid() * PER_JVM % (MAX - MIN)));

  private FreePorts() {}

  public static int next() {
    while (true) {
      int port = MIN + COUNT.getAndIncrement() % (MAX - MIN);
      try (var _ = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
        return port;
      } catch (BindException _) {
        // the next one
      } catch (IOException impossible) {
        throw new UncheckedIOException(impossible);
      }
    }
  }
}
