package io.existgraph;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/// An Exist made of Django, Django REST framework and django-oauth-toolkit behind gunicorn and
/// nginx, as Debian packages them. It runs as processes of its own, with fresh data.
record DjangoExist(Process process, Path folder, int port) implements AutoCloseable {
  static final Path FOLDER = Path.of(System.getProperty("rig", "../shared/rig"), "drf");
  private static final Path START = FOLDER.resolve("start.sh");
  private static final List<String> NEEDED =
      List.of("/usr/bin/python3", "-c", "import rest_framework, oauth2_provider, gunicorn");
  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  /// Why it cannot be started here; null when it can.
  static @Nullable String obstacle() throws IOException, InterruptedException {
    if (!Files.isExecutable(START)) {
      return "There is no " + START + ".";
    }
    boolean isInstalled =
        Files.isExecutable(Path.of("/usr/sbin/nginx"))
            && Files.isExecutable(Path.of(NEEDED.getFirst()))
            && new ProcessBuilder(NEEDED).start().waitFor() == 0;
    return isInstalled
        ? null
        : "Not installed: python3-djangorestframework python3-django-oauth-toolkit gunicorn"
            + " nginx-light.";
  }

  /// Starts it with settings of the rig.
  static DjangoExist start(Path folder, Map<String, String> settings) throws IOException {
    int port = FreePorts.next();
    var builder = new ProcessBuilder(START.toString(), String.valueOf(port));
    builder.environment().put("RUN", folder.toAbsolutePath().toString());
    builder.environment().putAll(settings);
    Process process =
        builder
            .redirectErrorStream(true)
            .redirectOutput(Files.createTempFile("django", ".log").toFile())
            .start();
    DjangoExist exist = new DjangoExist(process, folder, port);
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!exist.answers()) {
      if (!process.isAlive() || System.nanoTime() > end) {
        exist.close();
        throw new IllegalStateException("Django does not start.");
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(200));
    }
    return exist;
  }

  URI address() {
    return URI.create("http://127.0.0.1:" + port);
  }

  private boolean answers() {
    try {
      var request = HttpRequest.newBuilder(address().resolve("/nothing/")).build();
      return HTTP.send(request, BodyHandlers.discarding()).statusCode() == 404;
    } catch (IOException _) {
      return false;
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /// Makes requests whose path contains a text behave as a JSON object says, see the rig.
  void behave(String path, String how) {
    write("{\"" + path + "\": " + how + "}");
  }

  void behaveWell() {
    write("{}");
  }

  private void write(String knobs) {
    try {
      Files.writeString(folder.resolve("knobs.json"), knobs);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The requests that it has carried out, a line of JSON each.
  List<String> log() {
    try {
      Path file = folder.resolve("log.jsonl");
      return Files.exists(file) ? Files.readAllLines(file) : List.of();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    List<ProcessHandle> children = process.descendants().toList();
    process.destroy();
    try {
      process.waitFor(10, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    children.forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
  }
}
