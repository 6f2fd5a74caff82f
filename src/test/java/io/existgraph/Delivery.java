package io.existgraph;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.existgraph.RawExist.Conduct;
import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/// How the bytes of a response in JSON come over a connection that stays open: in the ways HTTP/1.1
/// allows, and with more than the response, which it does not.
public enum Delivery {
  WHOLE(true, (response, out) -> out.write(response)),
  AFTER_100(true, after("HTTP/1.1 100 Continue\r\n\r\n")),
  AFTER_102(true, after("HTTP/1.1 102 Processing\r\n\r\n")),
  AFTER_103(true, after("HTTP/1.1 103 Early Hints\r\nLink: </a>; rel=preload\r\n\r\n")),
  AFTER_199(true, after("HTTP/1.1 199 X\r\nContent-Length: 5\r\n\r\n")),
  AFTER_SEVERAL(true, after("HTTP/1.1 102 X\r\n\r\nHTTP/1.1 100 X\r\n\r\n".repeat(10))),
  LONG_AFTER_102(true, longAfter("HTTP/1.1 102 Processing\r\n\r\n")),
  LONG_AFTER_SEVERAL(true, longAfter("HTTP/1.1 103 X\r\nA: b\r\n\r\n".repeat(3))),
  BYTE_BY_BYTE(true, Delivery::byteByByte),
  BYTE_BY_BYTE_AFTER_103(true, Delivery::byteByByteAfter103),
  HEAD_BEFORE_BODY(true, (response, out) -> split(response, head(response), out)),
  IN_HALVES(true, (response, out) -> split(response, response.length / 2, out)),
  CHUNKED(true, Delivery::chunked),
  LATE(true, Delivery::late),
  BEFORE_A_LINE_BREAK(false, before("\r\n")),
  BEFORE_HALF_A_HEAD(false, before("HTTP/1.1 200")),
  BEFORE_AN_INTERIM_RESPONSE(false, before("HTTP/1.1 103 Early Hints\r\n\r\n")),
  TWICE(false, Delivery::twice),
  TWICE_AND_LATE(false, Delivery::twiceAndLate);

  private static final String CHUNKS = "Transfer-Encoding: chunked";
  private static final String INTERIM = "HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n";

  private interface Way {
    void send(byte[] response, OutputStream out) throws IOException;
  }

  private final boolean isValid;
  private final Way way;

  Delivery(boolean isValid, Way way) {
    this.isValid = isValid;
    this.way = way;
  }

  /// Whether nothing but one response comes, so that the connection may be used again.
  public boolean isValid() {
    return isValid;
  }

  /// A response with that body.
  public Conduct of(String body) {
    return (_, socket) -> {
      way.send(RawExist.bytes(200, body), socket.getOutputStream());
      return true;
    };
  }

  private static Way after(String interim) {
    return (response, out) -> {
      byte[] first = interim.getBytes(ISO_8859_1);
      out.write(joined(first, response));
    };
  }

  private static Way longAfter(String interim) {
    return (response, out) -> {
      out.write(interim.getBytes(ISO_8859_1));
      pause();
      out.write(response);
    };
  }

  private static Way before(String more) {
    return (response, out) -> out.write(joined(response, more.getBytes(ISO_8859_1)));
  }

  private static void byteByByte(byte[] response, OutputStream out) throws IOException {
    for (byte single : response) {
      out.write(single);
    }
  }

  private static void byteByByteAfter103(byte[] response, OutputStream out) throws IOException {
    byteByByte(joined(INTERIM.getBytes(ISO_8859_1), response), out);
  }

  private static void split(byte[] response, int at, OutputStream out) throws IOException {
    out.write(response, 0, at);
    pause();
    out.write(response, at, response.length - at);
  }

  private static void chunked(byte[] response, OutputStream out) throws IOException {
    String text = new String(response, ISO_8859_1);
    int body = head(response);
    String head = text.substring(0, body).replaceFirst("Content-Length: \\d+", CHUNKS);
    String size = Integer.toHexString(response.length - body);
    out.write((head + size + "\r\n" + text.substring(body) + "\r\n").getBytes(ISO_8859_1));
    pause();
    out.write("0\r\n\r\n".getBytes(ISO_8859_1));
  }

  private static void late(byte[] response, OutputStream out) throws IOException {
    pause();
    pause();
    out.write(response);
  }

  private static void twice(byte[] response, OutputStream out) throws IOException {
    out.write(joined(response, response));
  }

  private static void twiceAndLate(byte[] response, OutputStream out) throws IOException {
    out.write(response);
    pause();
    out.write(response);
  }

  private static int head(byte[] response) {
    return new String(response, ISO_8859_1).indexOf("\r\n\r\n") + 4;
  }

  private static byte[] joined(byte[] one, byte[] other) {
    return (new String(one, ISO_8859_1) + new String(other, ISO_8859_1)).getBytes(ISO_8859_1);
  }

  private static void pause() {
    LockSupport.parkNanos(
        TimeUnit.MILLISECONDS.toNanos(ThreadLocalRandom.current().nextInt(3, 20)));
  }
}
