package io.existgraph.redis;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/// A TCP proxy between an instance and its server that misbehaves on demand.
final class FaultProxy implements AutoCloseable {
  private volatile int target;
  private final ServerSocket listener;
  private final List<Socket> sockets = new CopyOnWriteArrayList<>();
  private volatile int accepted;
  private volatile boolean isRefusing;
  private volatile boolean isBlackHole;

  FaultProxy(int target) {
    this.target = target;
    try {
      listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Thread.ofVirtual().start(this::accept);
  }

  /// Connects to another server from now on.
  void leadTo(int port) {
    target = port;
  }

  String url() {
    return "redis://127.0.0.1:" + listener.getLocalPort();
  }

  /// How often somebody connected.
  int accepted() {
    return accepted;
  }

  private void accept() {
    try {
      while (true) {
        Socket client = listener.accept();
        accepted = accepted + 1; // by this thread alone
        if (isRefusing || !connect(client)) {
          client.close();
        }
      }
    } catch (IOException _) {
      // closed
    }
  }

  /// Whether the server could be reached.
  private boolean connect(Socket client) throws IOException {
    Socket server;
    try {
      server = new Socket(InetAddress.getLoopbackAddress(), target);
    } catch (IOException _) {
      return false;
    }
    client.setTcpNoDelay(true); // else small replies wait for 40 ms
    server.setTcpNoDelay(true);
    sockets.addAll(List.of(client, server));
    Thread.ofVirtual().start(() -> copy(client, server));
    Thread.ofVirtual().start(() -> copy(server, client));
    return true;
  }

  private void copy(Socket from, Socket to) {
    byte[] buffer = new byte[8192];
    try (from;
        to) {
      InputStream in = from.getInputStream();
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        if (!isBlackHole) {
          send(to, buffer, read);
        }
      }
    } catch (IOException _) {
      // one side is gone, and so is the other now
    }
  }

  private static void send(Socket to, byte[] bytes, int length) throws IOException {
    synchronized (to) {
      OutputStream out = to.getOutputStream();
      out.write(bytes, 0, length);
      out.flush();
    }
  }

  /// Swallows everything from now on, or no more.
  void blackHole(boolean isOn) {
    isBlackHole = isOn;
  }

  /// Closes the connections, and accepts none from now on, or again.
  void cutOff(boolean isOn) {
    isRefusing = isOn;
    if (isOn) {
      sockets.forEach(FaultProxy::close);
      sockets.clear();
    }
  }

  /// Sends the instance a reply that nobody asked for, on each of its connections.
  void inject(String reply) {
    byte[] bytes = reply.getBytes(StandardCharsets.US_ASCII);
    for (int i = 0; i < sockets.size(); i += 2) {
      try {
        send(sockets.get(i), bytes, bytes.length);
      } catch (IOException _) {
        // that one was closed meanwhile
      }
    }
  }

  private static void close(Socket socket) {
    try {
      socket.close();
    } catch (IOException _) {
      // closed all the same
    }
  }

  @Override
  public void close() {
    cutOff(true);
    try {
      listener.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
