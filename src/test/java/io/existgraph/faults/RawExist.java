package io.existgraph.faults;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/// An Exist on a plain socket, which does to a connection whatever it is told to.
final class RawExist implements AutoCloseable {
  /// A request as it came over the wire; the target is not decoded.
  record Request(String method, String target, String head, String body) {}

  /// What is done to a connection once a request was read from it. The connection is closed after
  /// it unless it says `true`: kept for the next one.
  @FunctionalInterface
  interface Behaviour {
    boolean answer(Request request, Socket socket) throws IOException, InterruptedException;
  }

  /// Which requests a behaviour is for.
  private record Rule(String method, String targetPart, Behaviour behaviour) {
    boolean isFor(Request request) {
      return request.method().equals(method) && request.target().contains(targetPart);
    }
  }

  private final List<Request> requests = new CopyOnWriteArrayList<>();
  private final List<Rule> rules = new CopyOnWriteArrayList<>();
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private ServerSocket server;
  private boolean refusesEverybody;

  private RawExist(int port) {
    server = listen(port);
  }

  static RawExist start() {
    return new RawExist(0);
  }

  private ServerSocket listen(int port) {
    try {
      ServerSocket socket = new ServerSocket(port, 50, InetAddress.getLoopbackAddress());
      Thread.ofVirtual().start(() -> accept(socket));
      return socket;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  URI address() {
    return URI.create("http://127.0.0.1:" + server.getLocalPort());
  }

  List<Request> requests() {
    return List.copyOf(requests);
  }

  /// Does that to every request with this method whose target contains that.
  void when(String method, String targetPart, Behaviour behaviour) {
    rules.add(new Rule(method, targetPart, behaviour));
  }

  /// From now on nobody gets a connection.
  void refuse() {
    refusesEverybody = true;
    close();
  }

  /// Forgets rules and requests, and listens again at the same address.
  void reset() {
    rules.clear();
    open.forEach(RawExist::close);
    if (refusesEverybody) {
      refusesEverybody = false;
      server = listen(server.getLocalPort());
    }
    requests.clear();
  }

  private void accept(ServerSocket listening) {
    try {
      while (true) {
        Socket socket = listening.accept();
        open.add(socket);
        Thread.ofVirtual().start(() -> serve(socket));
      }
    } catch (IOException closed) {
      // nobody is listened to any more
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      boolean isKept = true;
      while (isKept) {
        Request request = read(socket.getInputStream());
        if (request == null) {
          return;
        }
        requests.add(request);
        isKept = behaviour(request).answer(request, socket);
      }
    } catch (IOException | InterruptedException gone) {
      // the other side hung up first
    } finally {
      open.remove(socket);
    }
  }

  private Behaviour behaviour(Request request) {
    return rules.stream()
        .filter(it -> it.isFor(request))
        .findFirst()
        .map(Rule::behaviour)
        .orElse(RawExist::healthy);
  }

  private static @Nullable Request read(InputStream in) throws IOException {
    ByteArrayOutputStream head = new ByteArrayOutputStream();
    while (!head.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
      int octet = in.read();
      if (octet < 0) {
        return null;
      }
      head.write(octet);
    }
    String text = head.toString(StandardCharsets.ISO_8859_1);
    String[] first = text.split("\r\n", 2)[0].split(" ");
    byte[] body = in.readNBytes(length(text));
    return new Request(first[0], first[1], text, new String(body, StandardCharsets.UTF_8));
  }

  private static int length(String head) {
    return head.lines()
        .filter(it -> it.toLowerCase(Locale.ROOT).startsWith("content-length:"))
        .mapToInt(it -> Integer.parseInt(it.substring(it.indexOf(':') + 1).trim()))
        .findFirst()
        .orElse(0);
  }

  /// What a sound Exist answers to what these tests ask.
  private static boolean healthy(Request request, Socket socket) throws IOException {
    String body =
        request.target().contains("/insights/")
            ? Bodies.INSIGHTS
            : request.target().endsWith("/averages/")
                ? Bodies.AVERAGES
                : request.method().equals("POST") ? Bodies.written(request) : Bodies.OVERVIEW;
    send(socket, ok(body));
    return true;
  }

  static String ok(String body) {
    return "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: "
        + body.getBytes(StandardCharsets.UTF_8).length
        + "\r\n\r\n"
        + body;
  }

  static void send(Socket socket, String text) throws IOException {
    send(socket, text.getBytes(StandardCharsets.UTF_8));
  }

  static void send(Socket socket, byte[] octets) throws IOException {
    OutputStream out = socket.getOutputStream();
    out.write(octets);
    out.flush();
  }

  private static void close(AutoCloseable it) {
    try {
      it.close();
    } catch (Exception closedAlready) {
      // as wanted
    }
  }

  /// Cuts the connection with a reset instead of an orderly end.
  static void reset(Socket socket) throws SocketException {
    socket.setSoLinger(true, 0);
    close(socket);
  }

  @Override
  public void close() {
    close(server);
    open.forEach(RawExist::close);
  }
}
