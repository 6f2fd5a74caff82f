package io.existgraph.exist.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.existgraph.RawExist;
import io.existgraph.RawExist.RecordedRequest;
import io.existgraph.credential.Credential;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/// The way to Exist through an HTTP proxy, which alone knows where Exist is.
@Isolated("sets the proxy of the JVM")
class ProxyTest {
  private static final Duration LONGEST = Duration.ofSeconds(20);
  private static final URI EXIST = URI.create("http://exist.invalid");

  private final RawExist proxy = new RawExist(_ -> ProxyTest::answer);

  @AfterEach
  void close() throws IOException {
    System.clearProperty("http.proxyHost");
    System.clearProperty("http.proxyPort");
    proxy.close();
  }

  private static boolean answer(RecordedRequest request, Socket socket) throws IOException {
    if (!request.method().equals("CONNECT")) {
      return RawExist.json(200, "{}").answer(request, socket);
    }
    socket
        .getOutputStream()
        .write("HTTP/1.1 200 Connected\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
    return true;
  }

  private static int status(@Nullable URI through) {
    var wire =
        new ExistWebClient(() -> EXIST, through, LONGEST, LONGEST, LONGEST, LONGEST, Instant::now);
    return wire.send(ExistRequest.get(new Credential("Token a"), "/x/")).block(LONGEST).status();
  }

  private void sawAConnectionAndARequest() {
    assertThat(proxy.requests())
        .extracting(request -> request.method() + " " + request.target())
        .containsExactly("CONNECT exist.invalid:80", "GET /x/");
    assertThat(proxy.requests().getFirst().headers()).doesNotContainKey("authorization");
  }

  @Test
  void theOneOfTheSettingIsUsed() {
    String address = "http://user:p%20w@127.0.0.1:" + proxy.address().getPort();
    assertThat(status(URI.create(address))).isEqualTo(200);
    sawAConnectionAndARequest();
    assertThat(proxy.requests().getFirst().headers()).containsKey("proxy-authorization");
  }

  @Test
  void theOneOfTheSystemPropertiesIsUsed() {
    System.setProperty("http.proxyHost", "127.0.0.1");
    System.setProperty("http.proxyPort", String.valueOf(proxy.address().getPort()));
    assertThat(status(null)).isEqualTo(200);
    sawAConnectionAndARequest();
  }
}
