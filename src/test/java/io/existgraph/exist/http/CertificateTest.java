package io.existgraph.exist.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.existgraph.credential.Credential;
import io.existgraph.exist.Failure;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Duration;
import java.time.Instant;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// TLS before an Exist whose certificate nobody has signed.
class CertificateTest {
  private static final Duration LONGEST = Duration.ofSeconds(20);
  private static final String PASSWORD = "changeit";

  @TempDir private Path folder;

  private KeyStore selfSigned() throws IOException, InterruptedException, GeneralSecurityException {
    Path file = folder.resolve("keys.p12");
    Path keytool = Path.of(System.getProperty("java.home"), "bin", "keytool");
    String command =
        keytool
            + " -genkeypair -alias a -keyalg EC -dname CN=127.0.0.1 -ext SAN=ip:127.0.0.1"
            + " -storetype PKCS12 -storepass "
            + PASSWORD
            + " -keystore "
            + file;
    assertThat(new ProcessBuilder(command.split(" ")).inheritIO().start().waitFor()).isZero();
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(file)) {
      keys.load(in, PASSWORD.toCharArray());
    }
    return keys;
  }

  private SSLServerSocket listener() throws Exception {
    KeyManagerFactory keys = KeyManagerFactory.getInstance("PKIX");
    keys.init(selfSigned(), PASSWORD.toCharArray());
    SSLContext tls = SSLContext.getInstance("TLS");
    tls.init(keys.getKeyManagers(), null, null);
    return (SSLServerSocket)
        tls.getServerSocketFactory().createServerSocket(0, 10, InetAddress.getLoopbackAddress());
  }

  @Test
  void isUnavailableAndNotSentAndNotRetried() throws Exception {
    try (SSLServerSocket listener = listener()) {
      Thread.ofVirtual().start(() -> greet(listener));
      URI base = URI.create("https://127.0.0.1:" + listener.getLocalPort());
      ExistWebClient wire = new ExistWebClient(() -> base, LONGEST, LONGEST, LONGEST, Instant::now);
      NoResponseException lost =
          catchThrowableOfType(
              NoResponseException.class,
              () -> wire.send(ExistRequest.get(new Credential("Token a"), "/")).block(LONGEST));
      assertThat(lost.failure()).isEqualTo(new Failure.Unavailable());
      assertThat(lost.wasSent()).isFalse();
      assertThat(lost.mayBeRetried()).isFalse();
      assertThat(lost.reason()).isEqualTo("a certificate that does not verify");
    }
  }

  private static void greet(SSLServerSocket listener) {
    try (Socket socket = listener.accept()) {
      socket.getInputStream().read();
    } catch (IOException refused) {
      // by the client, as it should be
    }
  }
}
