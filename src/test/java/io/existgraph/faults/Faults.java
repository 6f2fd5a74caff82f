package io.existgraph.faults;

import static io.existgraph.faults.RawExist.ok;
import static io.existgraph.faults.RawExist.send;

import io.existgraph.faults.RawExist.Behaviour;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.GZIPOutputStream;

/// What goes wrong between a gateway and its upstream, by name.
final class Faults {
  private static final String HEAD = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n";
  private static final int MEGABYTE = 1 << 20;

  /// The code that a read with nothing to stand in for it ends with, and the fault.
  record Fault(String code, boolean isAnswered, Behaviour behaviour) {}

  static final Map<String, Fault> ALL = new LinkedHashMap<>();

  private Faults() {}

  private static void add(String name, String code, Behaviour behaviour) {
    ALL.put(name, new Fault(code, false, behaviour));
  }

  private static void answer(String name, String code, String status, String headers, String body) {
    String text =
        "HTTP/1.1 %s\r\n%sContent-Length: %d\r\n\r\n%s"
            .formatted(status, headers, body.getBytes(StandardCharsets.UTF_8).length, body);
    ALL.put(name, new Fault(code, true, (_, socket) -> sent(socket, text)));
  }

  private static boolean sent(Socket socket, String text) throws IOException {
    send(socket, text);
    return true;
  }

  private static void json(String name, String body) {
    answer(name, "UPSTREAM_BAD_RESPONSE", "200 OK", "Content-Type: application/json\r\n", body);
  }

  static {
    add(
        "reset after the request was read",
        "UPSTREAM_UNAVAILABLE",
        (_, socket) -> {
          RawExist.reset(socket);
          return false;
        });
    add("closed without an answer", "UPSTREAM_UNAVAILABLE", (_, _) -> false);
    add("never answered", "UPSTREAM_TIMEOUT", (_, socket) -> stalled(socket));
    add("head dripped", "UPSTREAM_TIMEOUT", (_, socket) -> dripped(socket, ok(Bodies.INSIGHTS)));
    add(
        "body dripped",
        "UPSTREAM_TIMEOUT",
        (_, socket) -> {
          send(socket, HEAD + "Content-Length: 10000\r\n\r\n");
          return dripped(socket, Bodies.INSIGHTS.repeat(20));
        });
    add(
        "body stalled",
        "UPSTREAM_TIMEOUT",
        (_, socket) -> {
          send(socket, HEAD + "Content-Length: 10000\r\n\r\n{");
          return stalled(socket);
        });
    add(
        "cut with a length",
        "UPSTREAM_BAD_RESPONSE",
        (_, socket) -> {
          send(socket, HEAD + "Content-Length: 10000\r\n\r\n" + Bodies.INSIGHTS);
          return false;
        });
    add(
        "cut without a length",
        "UPSTREAM_BAD_RESPONSE",
        (_, socket) -> {
          send(socket, HEAD + "\r\n" + Bodies.INSIGHTS.substring(0, 50));
          return false;
        });
    add(
        "cut chunk",
        "UPSTREAM_BAD_RESPONSE",
        (_, socket) -> {
          send(socket, HEAD + "Transfer-Encoding: chunked\r\n\r\n5\r\n{\"a\":");
          return false;
        });
    add("garbage", "UPSTREAM_BAD_RESPONSE", (_, socket) -> last(socket, "\0\1\2garbage\r\n\r\n"));
    add(
        "two lengths",
        "UPSTREAM_BAD_RESPONSE",
        (_, socket) -> last(socket, HEAD + "Content-Length: 2\r\nContent-Length: 4\r\n\r\n{}[]"));
    add(
        "length and chunks",
        "UPSTREAM_BAD_RESPONSE",
        (_, socket) ->
            last(
                socket,
                HEAD
                    + "Content-Length: 2\r\n"
                    + "Transfer-Encoding: chunked\r\n\r\n"
                    + "2\r\n"
                    + "{}\r\n"
                    + "0\r\n\r\n"));
    add(
        "header of 16 KB",
        "UPSTREAM_BAD_RESPONSE",
        (_, socket) ->
            last(socket, HEAD + "X: " + "x".repeat(16_384) + "\r\nContent-Length: 2\r\n\r\n{}"));
    add("endless body", "UPSTREAM_BAD_RESPONSE", (_, socket) -> endless(socket));
    add("gzip bomb", "UPSTREAM_BAD_RESPONSE", bomb());
    add(
        "gzip that does not say so",
        "UPSTREAM_BAD_RESPONSE",
        (_, socket) -> {
          byte[] zipped = zipped(Bodies.INSIGHTS, 1);
          send(socket, HEAD + "Content-Length: " + zipped.length + "\r\n\r\n");
          send(socket, zipped);
          return false;
        });
    answer("html", "UPSTREAM_BAD_RESPONSE", "200 OK", "Content-Type: text/html\r\n", "<html>hi");
    json("empty", "");
    json("null", "null");
    json("another shape", "{\"results\": 3}");
    json("a string", "\"results\"");
    json("two documents", Bodies.INSIGHTS + "{}");
    json("deep", "[".repeat(5000) + "]".repeat(5000));
    json("not a number", "{\"count\": NaN, \"results\": []}");
    json("giant number", "{\"count\": 1" + "0".repeat(5000) + ", \"results\": []}");
    answer("no content", "UPSTREAM_BAD_RESPONSE", "204 No Content", "", "");
    for (int status : new int[] {301, 302, 307, 308}) {
      String headers = "Location: %s\r\n".formatted("http://127.0.0.1:9/elsewhere/");
      answer("redirect " + status, "UPSTREAM_BAD_RESPONSE", status + " Moved", headers, "");
    }
    answer("not modified", "UPSTREAM_BAD_RESPONSE", "304 Not Modified", "", "");
    answer("unknown token", "UNAUTHENTICATED", "401 No", "", "{\"detail\":\"Invalid token\"}");
    answer("forbidden", "FORBIDDEN", "403 No", "", "{}");
    answer("not found", "NOT_FOUND", "404 No", "", "{}");
    answer("gone", "UPSTREAM_BAD_RESPONSE", "410 Gone", "", "");
    answer("too many, seconds", "RATE_LIMITED", "429 No", "Retry-After: 90\r\n", "");
    answer(
        "too many, date",
        "RATE_LIMITED",
        "429 No",
        "Retry-After: Tue, 24 Nov 2026 02:05:00 GMT\r\n",
        "");
    answer("too many, junk", "RATE_LIMITED", "429 No", "Retry-After: soon\r\n", "");
    answer("too many, nothing", "RATE_LIMITED", "429 No", "", "no data");
    answer("broken", "UPSTREAM_ERROR", "500 No", "Content-Type: text/html\r\n", "<html>");
    answer("bad gateway", "UPSTREAM_ERROR", "502 No", "Content-Type: text/html\r\n", "<html>");
    answer("overloaded", "UPSTREAM_ERROR", "503 No", "Retry-After: 5\r\n", "");
    answer("late", "UPSTREAM_ERROR", "504 No", "Content-Type: text/html\r\n", "<html>nginx");
  }

  private static boolean last(Socket socket, String text) throws IOException {
    send(socket, text);
    return false;
  }

  /// Waits until the other side has had enough.
  private static boolean stalled(Socket socket) throws IOException {
    var _ = socket.getInputStream().read();
    return false;
  }

  private static boolean dripped(Socket socket, String text)
      throws IOException, InterruptedException {
    for (byte octet : text.getBytes(StandardCharsets.UTF_8)) {
      send(socket, new byte[] {octet});
      java.util.concurrent.TimeUnit.MILLISECONDS.sleep(50);
    }
    return false;
  }

  private static boolean endless(Socket socket) throws IOException {
    send(socket, HEAD + "\r\n[");
    byte[] rows = "{},".repeat(20_000).getBytes(StandardCharsets.UTF_8);
    for (int i = 0; i < 2000; i++) { // ends when the other side hangs up, far before 120 MB
      send(socket, rows);
    }
    throw new IllegalStateException("nobody stopped it");
  }

  /// 200 MB in 200 KB.
  private static Behaviour bomb() {
    byte[] zipped = zipped("[0,".repeat(MEGABYTE / 3), 200);
    return (_, socket) -> {
      send(
          socket, HEAD + "Content-Encoding: gzip\r\nContent-Length: " + zipped.length + "\r\n\r\n");
      send(socket, zipped);
      return false;
    };
  }

  private static byte[] zipped(String text, int times) {
    ByteArrayOutputStream zipped = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(zipped)) {
      for (int i = 0; i < times; i++) {
        out.write(text.getBytes(StandardCharsets.UTF_8));
      }
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return zipped.toByteArray();
  }
}
