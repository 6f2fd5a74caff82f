package io.existgraph.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.existgraph.FreePorts;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/// A real `redis-server` or `valkey-server` of the path, without persistence, on a free port of the
/// loopback address. Tests that need one are skipped, aloud, where there is none.
public final class RedisServer implements AutoCloseable {
  private static final List<String> PROGRAMS = List.of("valkey-server", "redis-server");

  private final int port = FreePorts.next();
  private final List<String> options;
  private final Path folder;
  private Process process;

  private RedisServer(List<String> options) throws IOException {
    this.options = options;
    this.folder = Files.createTempDirectory("redis");
    this.process = launch();
  }

  /// Starts a server, or ends the test as skipped.
  public static RedisServer start(String... options) {
    boolean isInstalled = program() != null;
    if (!isInstalled) {
      System.err.println("SKIPPED: neither valkey-server nor redis-server is on the path.");
    }
    Assumptions.assumeTrue(isInstalled, "neither valkey-server nor redis-server is on the path");
    try {
      return new RedisServer(List.of(options));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String program() {
    String[] path = System.getenv("PATH").split(File.pathSeparator);
    return PROGRAMS.stream()
        .flatMap(name -> Arrays.stream(path).map(folder -> Path.of(folder, name)))
        .filter(Files::isExecutable)
        .map(Path::toString)
        .findFirst()
        .orElse(null);
  }

  private Process launch() throws IOException {
    List<String> command = new ArrayList<>(List.of(program(), "--port", "" + port));
    command.addAll(List.of("--bind", "127.0.0.1", "--save", "", "--appendonly", "no"));
    command.addAll(List.of("--dir", folder.toString(), "--loglevel", "warning"));
    command.addAll(options);
    Process started =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("log").toFile())
            .start();
    long patience = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    while (!answers()) {
      assertThat(started.isAlive()).as("%s runs", command).isTrue();
      assertThat(System.nanoTime()).isLessThan(patience);
      Thread.onSpinWait();
    }
    return started;
  }

  private boolean answers() {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.getOutputStream().write("PING\r\n".getBytes(StandardCharsets.US_ASCII));
      return socket.getInputStream().read() > 0;
    } catch (IOException _) {
      return false;
    }
  }

  public String url() {
    return "redis://127.0.0.1:" + port;
  }

  public int port() {
    return port;
  }

  /// Runs a command with `redis-cli`'s syntax and returns the lines of the reply, as RESP.
  public String command(String... words) {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout(10_000);
      StringBuilder request = new StringBuilder("*" + words.length + "\r\n");
      Stream.of(words)
          .forEach(
              word ->
                  request
                      .append("$")
                      .append(word.length())
                      .append("\r\n")
                      .append(word)
                      .append("\r\n"));
      request.append("*1\r\n$4\r\nQUIT\r\n");
      socket.getOutputStream().write(request.toString().getBytes(StandardCharsets.ISO_8859_1));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Stops it like a server that hangs: its connections stay open and nothing is answered.
  public void suspend() {
    signal("STOP");
  }

  public void resume() {
    signal("CONT");
  }

  private void signal(String name) {
    try {
      assertThat(new ProcessBuilder("kill", "-" + name, "" + process.pid()).start().waitFor())
          .isZero();
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  public void kill() {
    process.destroyForcibly().onExit().join();
  }

  /// Starts it again on the same port, empty.
  public void restart() {
    kill();
    try {
      process = launch();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    kill();
    for (String name : new String[] {"log", "nodes.conf", ""}) {
      var _ = folder.resolve(name).toFile().delete();
    }
  }
}
