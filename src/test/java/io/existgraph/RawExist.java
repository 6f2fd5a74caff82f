package io.existgraph;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/// An Exist on a bare socket. It answers, or does to the connection whatever networks do.
public final class RawExist implements AutoCloseable {
  /// A request; `turn` counts those of its connection, from 1, and `connection` those of this
  /// Exist.
  public record RecordedRequest(
      String method,
      String target,
      Map<String, String> headers,
      String body,
      int connection,
      int turn) {
    public String authorization() {
      return headers.getOrDefault("authorization", "");
    }
  }

  /// What is done with a request that has been read, or of which only the head has.
  public interface Conduct {
    /// Whether the connection may carry another request.
    boolean answer(RecordedRequest seen, Socket socket) throws IOException;

    default boolean isOverBody() {
      return false;
    }
  }

  private final ServerSocket listener;
  private final Function<RecordedRequest, Conduct> conduct;
  private final List<RecordedRequest> seen = new CopyOnWriteArrayList<>();
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final AtomicInteger connections = new AtomicInteger();

  /// `conduct` is asked when the head of a request is there.
  public RawExist(Function<RecordedRequest, Conduct> conduct) {
    this.conduct = conduct;
    try {
      listener = new ServerSocket(0, 1_000, InetAddress.getLoopbackAddress());
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    Thread.ofVirtual().start(this::accept);
  }

  public URI address() {
    return URI.create("http://127.0.0.1:" + listener.getLocalPort());
  }

  public List<RecordedRequest> requests() {
    return List.copyOf(seen);
  }

  /// Every connection that was ever made.
  public int connections() {
    return connections.get();
  }

  /// The connections that neither side has closed.
  public int open() {
    return open.size();
  }

  public void clearRequests() {
    seen.clear();
  }

  private void accept() {
    try {
      while (true) {
        Socket socket = listener.accept();
        int connection = connections.incrementAndGet();
        socket.setTcpNoDelay(true);
        open.add(socket);
        Thread.ofVirtual().start(() -> serve(connection, socket));
      }
    } catch (IOException closed) {
      // it is over
    }
  }

  private void serve(int connection, Socket socket) {
    try (socket) {
      InputStream in = new BufferedInputStream(socket.getInputStream());
      boolean goesOn = true;
      for (int turn = 1; goesOn; turn++) {
        String head = head(in);
        goesOn = !head.isEmpty() && serve(begun(head, connection, turn), in, socket);
      }
    } catch (IOException gone) {
      // the other side had enough
    } finally {
      open.remove(socket);
    }
  }

  private boolean serve(RecordedRequest begun, InputStream in, Socket socket) throws IOException {
    Conduct how = conduct.apply(begun);
    if (how.isOverBody()) {
      seen.add(begun);
      return how.answer(begun, socket);
    }
    int length = Integer.parseInt(begun.headers().getOrDefault("content-length", "0"));
    String body = new String(in.readNBytes(length), StandardCharsets.UTF_8);
    RecordedRequest whole =
        new RecordedRequest(
            begun.method(),
            begun.target(),
            begun.headers(),
            body,
            begun.connection(),
            begun.turn());
    seen.add(whole);
    return how.answer(whole, socket);
  }

  private static RecordedRequest begun(String head, int connection, int turn) {
    List<String> lines = head.lines().toList();
    Map<String, String> headers = new TreeMap<>();
    for (String line : lines.subList(1, lines.size())) {
      String[] parts = line.split(": ", 2);
      headers.put(parts[0].toLowerCase(Locale.ROOT), parts.length == 2 ? parts[1] : "");
    }
    String[] words = lines.getFirst().split(" ");
    return new RecordedRequest(words[0], words[1], headers, "", connection, turn);
  }

  private static String head(InputStream in) throws IOException {
    ByteArrayOutputStream head = new ByteArrayOutputStream();
    for (int read = in.read(); read >= 0; read = in.read()) {
      head.write(read);
      if (read == '\n' && head.toString(StandardCharsets.US_ASCII).endsWith("\r\n\r\n")) {
        return head.toString(StandardCharsets.US_ASCII).stripTrailing();
      }
    }
    return "";
  }

  /// An ordinary answer in JSON.
  public static Conduct json(int status, String body) {
    return (_, socket) -> {
      socket.getOutputStream().write(bytes(status, body));
      return true;
    };
  }

  /// A response with a body in JSON.
  static byte[] bytes(int status, String body) {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    String head =
        "HTTP/1.1 %d X\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n"
            .formatted(status, bytes.length);
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    all.writeBytes(head.getBytes(StandardCharsets.US_ASCII));
    all.writeBytes(bytes);
    return all.toByteArray();
  }

  @Override
  public void close() throws IOException {
    listener.close();
    for (Socket socket : open) {
      socket.close();
    }
  }
}
