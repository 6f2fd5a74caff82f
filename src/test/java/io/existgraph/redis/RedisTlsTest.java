package io.existgraph.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.existgraph.FreePorts;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/// A server that is reached over TLS alone, with a certificate that it signed itself, and by a user
/// of its ACL.
@Isolated("sets the trust store of the JVM")
class RedisTlsTest {
  private static final String TRUST_STORE = "javax.net.ssl.trustStore";
  private static final String TRUST_STORE_PASSWORD = "javax.net.ssl.trustStorePassword";
  private static final String PASSWORD = "password";
  private static final RedisScript COUNT =
      RedisScript.of("count", "return {redis.call('INCRBY', KEYS[1], ARGV[1])}", false);

  @TempDir private Path folder;
  private RedisServer server;
  private int port;

  @BeforeEach
  void start() throws IOException, InterruptedException, GeneralSecurityException {
    makeCertificate();
    port = FreePorts.next();
    server =
        RedisServer.start(
            "--tls-port",
            Integer.toString(port),
            "--tls-cert-file",
            folder.resolve("certificate.pem").toString(),
            "--tls-key-file",
            folder.resolve("key.pem").toString(),
            "--tls-auth-clients",
            "no");
    server.command("ACL", "SETUSER", "gateway", "on", ">secret", "allkeys", "allchannels", "+@all");
  }

  @AfterEach
  void stop() {
    System.clearProperty(TRUST_STORE);
    System.clearProperty(TRUST_STORE_PASSWORD);
    if (server != null) {
      server.close();
    }
  }

  private void makeCertificate()
      throws IOException, InterruptedException, GeneralSecurityException {
    Path store = folder.resolve("server.p12");
    Path keytool = Path.of(System.getProperty("java.home"), "bin", "keytool");
    Process made =
        new ProcessBuilder(
                List.of(
                    keytool.toString(),
                    "-genkeypair",
                    "-alias",
                    "redis",
                    "-keyalg",
                    "EC",
                    "-dname",
                    "CN=localhost",
                    "-ext",
                    "san=ip:127.0.0.1",
                    "-storetype",
                    "PKCS12",
                    "-storepass",
                    PASSWORD,
                    "-keystore",
                    store.toString()))
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("keytool.log").toFile())
            .start();
    assertThat(made.waitFor()).isZero();
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(store)) {
      keys.load(in, PASSWORD.toCharArray());
    }
    var certificate = keys.getCertificate("redis");
    write("certificate.pem", "CERTIFICATE", certificate.getEncoded());
    write("key.pem", "PRIVATE KEY", keys.getKey("redis", PASSWORD.toCharArray()).getEncoded());
    KeyStore trusted = KeyStore.getInstance("PKCS12");
    trusted.load(null, null);
    trusted.setCertificateEntry("redis", certificate);
    try (OutputStream out = Files.newOutputStream(folder.resolve("trusted.p12"))) {
      trusted.store(out, PASSWORD.toCharArray());
    }
  }

  private void write(String file, String type, byte[] content) throws IOException {
    String body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content);
    String begin = "-----BEGIN " + type + "-----\n";
    String end = "\n-----END " + type + "-----\n";
    Files.writeString(folder.resolve(file), begin + body + end, StandardCharsets.US_ASCII);
  }

  private static GivenInstance instance(String url) {
    return new GivenInstance(
        new RedisSettings(url, "gateway", "secret", null, GivenInstance.TIMEOUTS, 1));
  }

  @Test
  void aServerWhoseCertificateIsTrustedIsUsed() {
    System.setProperty(TRUST_STORE, folder.resolve("trusted.p12").toString());
    System.setProperty(TRUST_STORE_PASSWORD, PASSWORD);
    try (GivenInstance instance = instance("rediss://127.0.0.1:" + port)) {
      instance.awaitUse();
      assertThat(instance.run(COUNT, List.of("eg:{tag}:count"), 2).number(0)).isEqualTo(2);
      assertThat(server.command("CLIENT", "LIST")).contains("user=gateway");
    }
  }

  @Test
  void aServerWhoseCertificateIsNotTrustedIsNot() {
    try (FaultProxy proxy = new FaultProxy(port);
        GivenInstance instance = instance(proxy.url().replace("redis:", "rediss:"))) {
      instance.tickUntil(() -> proxy.accepted() >= 2); // the first attempt failed
      assertThat(instance.connection.isAvailable()).isFalse();
      assertThat(server.command("CLIENT", "LIST")).doesNotContain("user=gateway");
    }
  }
}
