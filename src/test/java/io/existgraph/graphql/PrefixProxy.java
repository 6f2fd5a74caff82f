package io.existgraph.graphql;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.existgraph.FreePorts;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/// Nginx in front of the gateway, which it shows below a path prefix.
record PrefixProxy(Process nginx, int port, String prefix) implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  /// Skips the test where there is no nginx.
  static PrefixProxy start(Path folder, String prefix, int gateway) throws IOException {
    Path binary =
        Stream.of("/usr/sbin/nginx", "/usr/bin/nginx", "/usr/local/bin/nginx")
            .map(Path::of)
            .filter(Files::isExecutable)
            .findFirst()
            .orElse(null);
    assumeTrue(binary != null, "nginx is not installed");
    int port = FreePorts.next();
    Path settings = Files.createTempDirectory(folder, "nginx").resolve("nginx.conf");
    Files.writeString(settings, settings(settings.getParent(), port, prefix, gateway));
    Process nginx =
        new ProcessBuilder(String.valueOf(binary), "-c", settings.toString(), "-e", "stderr")
            .redirectErrorStream(true)
            .redirectOutput(settings.resolveSibling("log").toFile())
            .start();
    Awaitility.await().atMost(PATIENCE).until(() -> isListening(port));
    return new PrefixProxy(nginx, port, prefix);
  }

  private static String settings(Path folder, int port, String prefix, int gateway) {
    return """
    daemon off;
    master_process off;
    pid %1$s/pid;
    events {}
    http {
      access_log off;
      client_body_temp_path %1$s/body;
      proxy_temp_path %1$s/proxy;
      fastcgi_temp_path %1$s/fastcgi;
      uwsgi_temp_path %1$s/uwsgi;
      scgi_temp_path %1$s/scgi;
      server {
        listen 127.0.0.1:%2$d;
        location %3$s {
          proxy_pass http://127.0.0.1:%4$d/;
        }
      }
    }
    """
        .formatted(folder, port, prefix, gateway);
  }

  private static boolean isListening(int port) {
    try (var _ = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return true;
    } catch (IOException _) {
      return false;
    }
  }

  String address() {
    return "http://127.0.0.1:" + port + prefix;
  }

  @Override
  public void close() {
    nginx.destroy();
  }
}
