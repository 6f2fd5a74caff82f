package io.existgraph;

import io.existgraph.RawExist.Conduct;
import io.existgraph.RawExist.RecordedRequest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;

/// What networks, proxies and a broken Exist do to an exchange. `read` is the code of a read that
/// it happens to, `write` the status of a write.
record NetworkFault(String name, String read, String write, Conduct conduct) {
  private static final String UNREADABLE = "UPSTREAM_BAD_RESPONSE";
  private static final String JSON =
      "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Type: application/json\r\n";
  private static final int MEGABYTES_3 = 3 << 20;
  private static final byte[] BOMB = gzip(" ".repeat(1 << 20), 64);

  /// Whether it lasts until the exchange times out.
  boolean isTimeout() {
    return read.equals("UPSTREAM_TIMEOUT");
  }

  /// All but the redirects.
  static Stream<NetworkFault> all() {
    return Stream.of(connections(), heads(), bodies(), statuses()).flatMap(List::stream);
  }

  private static List<NetworkFault> connections() {
    return List.of(
        fault("reset before it was read", "UPSTREAM_UNAVAILABLE", new ResetBeforeRead()),
        fault("reset after it was read", "UPSTREAM_UNAVAILABLE", (_, socket) -> reset(socket)),
        fault("closed without an answer", "UPSTREAM_UNAVAILABLE", raw("")),
        fault("silent", "UPSTREAM_TIMEOUT", stall("")),
        fault("head drips", "UPSTREAM_TIMEOUT", drip("HTTP/1.1 200 OK\r\nX-Drip: ")),
        fault("body drips", "UPSTREAM_TIMEOUT", drip(JSON + "Content-Length: 100000\r\n\r\n[")),
        fault("body stalls", "UPSTREAM_TIMEOUT", stall(JSON + "Content-Length: 1000\r\n\r\n[")));
  }

  private static List<NetworkFault> heads() {
    return List.of(
        fault("head cut off", UNREADABLE, raw("HTTP/1.1 200 OK\r\nContent-")),
        fault("garbage", UNREADABLE, raw("\u0001\u0002 what?\r\n\r\n")),
        fault("another protocol", UNREADABLE, raw("SSH-2.0-OpenSSH_9.2\r\n\r\n")),
        fault("two lengths", UNREADABLE, lengths("Content-Length: 2\r\nContent-Length: 4")),
        fault(
            "a length and chunks",
            UNREADABLE,
            raw(
                JSON
                    + "Content-Length: 9\r\n"
                    + "Transfer-Encoding: chunked\r\n\r\n"
                    + "2\r\n"
                    + "{}\r\n"
                    + "0\r\n\r\n")),
        fault("a negative length", UNREADABLE, lengths("Content-Length: -1")),
        fault("16 KB of headers", UNREADABLE, lengths("X: " + "a".repeat(16_384))),
        fault("no content type", UNREADABLE, raw("HTTP/1.1 200 OK\r\n\r\nhello")));
  }

  private static List<NetworkFault> bodies() {
    return List.of(
        fault("cut off, with length", UNREADABLE, raw(JSON + "Content-Length: 99\r\n\r\n[]")),
        fault(
            "cut off, in chunks",
            UNREADABLE,
            raw(JSON + "Transfer-Encoding: chunked\r\n\r\n2\r\n[]\r\n")),
        fault("cut off, without length", UNREADABLE, raw(JSON + "\r\n{\"results\": [{}")),
        fault("HTML", UNREADABLE, page(200, "<html><title>Welcome</title></html>")),
        fault("empty", UNREADABLE, page(200, "")),
        fault("204", UNREADABLE, raw("HTTP/1.1 204 No Content\r\nConnection: close\r\n\r\n")),
        fault("null", UNREADABLE, page(200, "null")),
        fault("wrong shape", UNREADABLE, page(200, "{\"results\": 3}")),
        fault("a number", UNREADABLE, page(200, "3")),
        fault("two documents", UNREADABLE, page(200, "[] []")),
        fault("deep", UNREADABLE, page(200, "[".repeat(100_000))),
        fault("NaN", UNREADABLE, page(200, "{\"count\": NaN, \"results\": []}")),
        fault("a long number", UNREADABLE, page(200, "{\"a\": " + "9".repeat(100_000) + "}")),
        fault("endless", UNREADABLE, NetworkFault::endless),
        fault(
            "2 GB",
            UNREADABLE,
            raw(JSON + "Content-Length: 2147483648\r\n\r\n" + " ".repeat(MEGABYTES_3))),
        fault("a gzip bomb", UNREADABLE, bomb("gzip")),
        fault("gzip that is not declared", UNREADABLE, bomb("identity")),
        fault("an unknown coding", UNREADABLE, bomb("br")));
  }

  private static List<NetworkFault> statuses() {
    return List.of(
        new NetworkFault("400", "UPSTREAM_REJECTED", "REJECTED", page(400, "{}")),
        new NetworkFault("401", "UNAUTHENTICATED", "REJECTED", page(401, "{}")),
        fault("401 cut off", UNREADABLE, raw("HTTP/1.1 401 X\r\nContent-Length: 9\r\n\r\n{")),
        new NetworkFault("403", "FORBIDDEN", "REJECTED", page(403, "{}")),
        new NetworkFault("404", "NOT_FOUND", "REJECTED", page(404, "{}")),
        throttled("nothing", ""),
        throttled("seconds", "Retry-After: 90\r\n"),
        throttled("a date", "Retry-After: Tue, 24 Nov 2026 09:00:00 GMT\r\n"),
        throttled("a date gone by", "Retry-After: Tue, 24 Nov 2020 09:00:00 GMT\r\n"),
        throttled("junk", "Retry-After: -soon\r\n"),
        throttled("zero", "Retry-After: 0\r\n"),
        fault("500", "UPSTREAM_ERROR", page(500, "<html>500</html>")),
        fault(
            "500 and too much",
            "UPSTREAM_ERROR",
            raw("HTTP/1.1 500 X\r\n\r\n" + " ".repeat(MEGABYTES_3))),
        fault("502", "UPSTREAM_ERROR", page(502, "")),
        fault("503", "UPSTREAM_ERROR", page(503, "")),
        fault("504", "UPSTREAM_ERROR", page(504, "")),
        fault("599", "UPSTREAM_ERROR", page(599, "{}")));
  }

  /// Redirects of every kind, to another listener and to itself.
  static Stream<NetworkFault> redirects(URI other) {
    return Stream.of(301, 302, 303, 307, 308)
        .flatMap(
            status ->
                Stream.of(other + "/api/1/x/", "/api/1/x/", "//" + other.getAuthority() + "/x/")
                    .map(to -> redirect(status, to)));
  }

  private static NetworkFault redirect(int status, String to) {
    return fault(
        status + " to " + to,
        UNREADABLE,
        raw(
            "HTTP/1.1 "
                + status
                + " X\r\nConnection: close\r\nLocation: "
                + to
                + "\r\nContent-Length: 0\r\n\r\n"));
  }

  private static NetworkFault fault(String name, String read, Conduct conduct) {
    return new NetworkFault(name, read, "UNKNOWN", conduct);
  }

  private static NetworkFault throttled(String name, String header) {
    return new NetworkFault(
        "429 with " + name,
        "RATE_LIMITED",
        "NOT_SENT",
        raw("HTTP/1.1 429 X\r\nConnection: close\r\n" + header + "Content-Length: 0\r\n\r\n"));
  }

  private static Conduct raw(String bytes) {
    return (_, socket) -> write(socket, bytes);
  }

  /// Status 200, these headers, and a body of JSON.
  private static Conduct lengths(String headers) {
    return raw(JSON + headers + "\r\n\r\n[][]");
  }

  private static Conduct page(int status, String body) {
    return raw(
        "HTTP/1.1 "
            + status
            + " X\r\nConnection: close\r\nContent-Length: "
            + body.length()
            + "\r\n\r\n"
            + body);
  }

  private static boolean write(Socket socket, String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
    return false;
  }

  private static boolean reset(Socket socket) throws IOException {
    socket.setSoLinger(true, 0);
    socket.close();
    return false;
  }

  private static final class ResetBeforeRead implements Conduct {
    @Override
    public boolean answer(RecordedRequest seen, Socket socket) throws IOException {
      return reset(socket);
    }

    @Override
    public boolean isOverBody() {
      return true;
    }
  }

  /// Says that much and no more, until the other side gives up.
  private static Conduct stall(String bytes) {
    return (_, socket) -> {
      write(socket, bytes);
      socket.getInputStream().transferTo(OutputStream.nullOutputStream());
      return false;
    };
  }

  private static Conduct drip(String bytes) {
    return (_, socket) -> {
      write(socket, bytes);
      while (true) {
        write(socket, " ");
        rest();
      }
    };
  }

  private static void rest() throws IOException {
    try {
      Thread.sleep(40);
    } catch (InterruptedException stopped) {
      throw new IOException(stopped);
    }
  }

  private static boolean endless(RecordedRequest seen, Socket socket) throws IOException {
    write(socket, JSON + "\r\n[");
    String more = "1,".repeat(10_000);
    while (true) {
      write(socket, more);
    }
  }

  /// 64 MB of blanks in 64 KB.
  private static Conduct bomb(String coding) {
    return packed(coding, BOMB);
  }

  /// An answer that is gzip, whatever coding it states.
  static Conduct packed(String coding, String text) {
    return packed(coding, gzip(text, 1));
  }

  private static Conduct packed(String coding, byte[] body) {
    return raw(
        JSON
            + "Content-Encoding: "
            + coding
            + "\r\nContent-Length: "
            + body.length
            + "\r\n\r\n"
            + new String(body, StandardCharsets.ISO_8859_1));
  }

  private static byte[] gzip(String text, int times) {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (var gzip = new GZIPOutputStream(packed)) {
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      for (int i = 0; i < times; i++) {
        gzip.write(bytes);
      }
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return packed.toByteArray();
  }

  @Override
  public String toString() {
    return name;
  }
}
