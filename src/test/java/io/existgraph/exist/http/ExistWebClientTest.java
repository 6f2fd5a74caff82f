package io.existgraph.exist.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.existgraph.credential.Credential;
import io.existgraph.exist.Failure;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.Disposable;

/// The waits for a connection, each much shorter than that for an answer, here a minute.
class ExistWebClientTest {
  private static final Duration CONNECT = Duration.ofMillis(300);
  private static final Duration LONGEST = Duration.ofMinutes(1);
  private static final Duration PATIENCE = Duration.ofSeconds(40);
  private static final int CONNECTIONS = 256;

  private final List<AutoCloseable> open = new ArrayList<>();

  @AfterEach
  void close() throws Exception {
    for (AutoCloseable closeable : open.reversed()) {
      closeable.close();
    }
  }

  /// What takes so many connections, and then no more.
  private ServerSocket listener(int backlog) throws IOException {
    ServerSocket listener = new ServerSocket(0, backlog, InetAddress.getLoopbackAddress());
    open.add(listener);
    return listener;
  }

  private static ExistWebClient wire(String scheme, ServerSocket exist) {
    URI base = URI.create(scheme + "://127.0.0.1:" + exist.getLocalPort());
    return new ExistWebClient(() -> base, CONNECT, LONGEST, LONGEST, Instant::now);
  }

  private static ExistRequest call(int number) {
    return ExistRequest.get(new Credential("Token t" + number), "/");
  }

  private static NoResponseException lost(ExistWebClient wire) {
    return catchThrowableOfType(
        NoResponseException.class, () -> wire.send(call(0)).block(PATIENCE));
  }

  @Test
  void aConnectionThatIsNotTakenIsGivenUp() throws IOException {
    ServerSocket full = listener(1);
    try {
      while (true) {
        Socket socket = new Socket();
        open.add(socket);
        socket.connect(full.getLocalSocketAddress(), 200);
      }
    } catch (SocketTimeoutException isFull) {
      NoResponseException lost = lost(wire("http", full));
      assertThat(lost.failure()).isInstanceOf(Failure.Unavailable.class);
      assertThat(lost.wasSent()).isFalse();
    }
  }

  @Test
  void aPeerThatDoesNotSpeakTlsIsGivenUp() throws IOException {
    NoResponseException lost = lost(wire("https", listener(9)));
    assertThat(lost.failure()).isInstanceOf(Failure.Unavailable.class);
    assertThat(lost.wasSent()).isFalse();
  }

  @Test
  void whoFindsAllConnectionsTakenIsTurnedAway() throws IOException {
    ExistWebClient wire = wire("http", listener(2 * CONNECTIONS));
    for (int i = 0; i < CONNECTIONS; i++) {
      Disposable waiting = wire.send(call(i)).subscribe(_ -> {}, _ -> {});
      open.add(waiting::dispose);
    }
    NoResponseException lost = lost(wire);
    assertThat(lost.failure()).isInstanceOf(Failure.Overloaded.class);
    assertThat(lost.wasSent()).isFalse();
  }
}
