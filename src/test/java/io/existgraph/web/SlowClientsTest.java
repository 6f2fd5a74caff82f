package io.existgraph.web;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.test.context.TestPropertySource;

/// Clients that connect and then take their time. A request may take a second to arrive.
@TestPropertySource(
    properties = {"server.netty.idle-timeout=1s", "exist.limits.operation-timeout=1s"})
@Timeout(
    value = 120,
    threadMode = Timeout.ThreadMode.SEPARATE_THREAD) // a write cannot be interrupted
@Execution(ExecutionMode.CONCURRENT) // has an application context of its own
@ResourceLock("SlowClientsTest") // its tests run one after the other
@Order(19)
class SlowClientsTest extends HttpFace {
  private static final String HEAD = "POST /graphql HTTP/1.1\r\nHost: x\r\n";
  private static final String BODY = HEAD + "Content-Type: application/json\r\nContent-Length: 99";

  private Socket say(String bytes) throws IOException {
    Socket socket = new Socket("127.0.0.1", address("/").getPort());
    socket.setSoTimeout(20_000);
    socket.getOutputStream().write(bytes.getBytes(US_ASCII));
    return socket;
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "P", HEAD, HEAD + "X: y"})
  void aRequestWhoseHeadDoesNotComeIsHungUpOn(String begun) throws IOException {
    try (Socket socket = say(begun)) {
      assertThat(socket.getInputStream().read()).isEqualTo(-1);
    }
  }

  @Test
  void aHeadThatComesByteByByteIsHungUpOn() throws Exception {
    try (Socket socket = say(HEAD + "X: ")) {
      assertThatThrownBy(() -> drip(socket)).isInstanceOf(IOException.class);
    }
  }

  /// The answer to a request on a connection of its own.
  private String anotherAnswer() throws IOException {
    String request =
        "GET /graphql?query=%7B__typename%7D HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n";
    try (Socket socket = say(request)) {
      return new String(socket.getInputStream().readAllBytes(), US_ASCII);
    }
  }

  private static void drip(Socket socket) throws IOException, InterruptedException {
    while (true) {
      socket.getOutputStream().write('x');
      Thread.sleep(50);
    }
  }

  @Test
  void aBodyThatDoesNotComeIs408AndTheConnectionEnds() throws IOException {
    try (Socket socket = say(BODY + "\r\n\r\n{")) {
      String answer = new String(socket.getInputStream().readAllBytes(), US_ASCII);
      assertThat(answer).startsWith("HTTP/1.1 408 ").contains("did not arrive in time");
    }
  }

  @Test
  void aBodyThatComesByteByByteIs408() throws IOException {
    try (Socket socket = say(BODY + "\r\n\r\n{")) {
      Thread.ofVirtual()
          .start(
              () -> {
                try {
                  drip(socket);
                } catch (IOException | InterruptedException answered) {
                  // as it should be
                }
              });
      byte[] begun = socket.getInputStream().readNBytes(12);
      assertThat(new String(begun, US_ASCII)).isEqualTo("HTTP/1.1 408");
    }
  }

  @Test
  void aClientThatDoesNotTakeItsAnswersIsHungUpOn() {
    String request =
        "GET /graphql?query=%7B__schema%7Btypes%7Bname%20description%20fields%7Bname%20"
            + "description%7D%7D%7D%7D HTTP/1.1\r\nHost: x\r\n\r\n";
    assertThatThrownBy(
            () -> {
              try (Socket socket = say("")) {
                socket.setReceiveBufferSize(4_096);
                while (true) {
                  socket.getOutputStream().write(request.repeat(20).getBytes(US_ASCII));
                }
              }
            })
        .isInstanceOf(IOException.class);
  }

  @Test
  void headsBeyondReasonAreRefused() throws IOException {
    for (String head : List.of("GET /" + "x".repeat(70_000), HEAD + "X: " + "y".repeat(70_000))) {
      try (Socket socket = say(head)) {
        InputStream in = socket.getInputStream();
        assertThat(new String(in.readNBytes(10), US_ASCII)).isEqualTo("HTTP/1.1 4");
      } catch (java.net.SocketException cutOff) {
        // it did not even listen to the end
      }
    }
  }

  @Test
  void twoThousandIdleConnectionsLeaveOthersAnswered() throws IOException {
    List<Socket> idle = new ArrayList<>();
    try {
      for (int i = 0; i < 2_000; i++) {
        idle.add(say(i % 2 == 0 ? "" : BODY + "\r\n\r\n{"));
        if (i % 20 == 0) {
          assertThat(anotherAnswer()).startsWith("HTTP/1.1 200 ");
        }
      }
      assertThat(anotherAnswer()).startsWith("HTTP/1.1 200 ");
    } finally {
      for (Socket socket : idle) {
        socket.close();
      }
    }
  }
}
