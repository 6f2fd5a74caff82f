package io.existgraph;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import tools.jackson.databind.json.JsonMapper;

/// A process that the tests start, with the JDK they run on, and what it prints.
record Program(Process process, Path output, int port) implements AutoCloseable {
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final HttpClient HTTP =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private static final Duration PATIENCE = Duration.ofSeconds(120);
  private static final Duration PAUSE = Duration.ofMillis(10);

  /// The flag that leaves out C2.
  static final String C1 = "-XX:TieredStopAtLevel=1";

  /// Runs a command that is about to end.
  static int run(String... command) throws IOException, InterruptedException {
    try (Program program = start(0, List.of(command))) {
      program.process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS);
      return program.process.exitValue();
    }
  }

  /// Starts a gateway on a free port and waits for its first answer.
  static Program gateway(List<String> command, String... options) throws IOException {
    int port = FreePorts.next();
    List<String> all = new ArrayList<>(command);
    all.add("--server.port=" + port);
    all.addAll(Arrays.asList(options));
    Program program = start(port, all);
    long patience = System.nanoTime() + PATIENCE.toNanos();
    while (program.ask("{__typename}", "Token demo") != 200) {
      if (System.nanoTime() > patience || !program.process.isAlive()) {
        program.close();
        throw new IllegalStateException(program.printed());
      }
      LockSupport.parkNanos(PAUSE.toNanos());
    }
    return program;
  }

  /// The classes under test, with the flags of the image.
  static Program gatewayOfTheClassPath(URI exist, String... options) throws IOException {
    return gatewayOfTheClassPath(List.of("@docker/java.options"), exist, options);
  }

  /// The same, compiled by C1 alone, for tests that a gateway serves too briefly for C2 to pay off.
  static Program briefGatewayOfTheClassPath(URI exist, String... options) throws IOException {
    return gatewayOfTheClassPath(List.of("@docker/java.options", C1), exist, options);
  }

  private static Program gatewayOfTheClassPath(List<String> flags, URI exist, String... options)
      throws IOException {
    List<String> command = new ArrayList<>(List.of("java"));
    command.addAll(flags);
    command.addAll(
        List.of(
            "-cp",
            System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
            ExistGraphApplication.class.getName(),
            "--exist.api.base-url=" + exist));
    return gateway(command, options);
  }

  private static Program start(int port, List<String> command) throws IOException {
    Path output = Files.createTempFile(Path.of("target"), "program", ".log");
    String java = System.getProperty("java.home");
    List<String> line = new ArrayList<>(command);
    line.set(0, line.getFirst().replaceFirst("^(java|jcmd)$", java + "/bin/$1"));
    ProcessBuilder builder = new ProcessBuilder(line).redirectErrorStream(true);
    builder.redirectOutput(output.toFile());
    builder.environment().put("PATH", java + "/bin:" + builder.environment().get("PATH"));
    builder.environment().put("JAVA_HOME", java);
    return new Program(builder.start(), output, port);
  }

  String printed() {
    try {
      return Files.readString(output);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  /// The first group of the pattern in what was printed, once that matches.
  String printed(String pattern) {
    long patience = System.nanoTime() + PATIENCE.toNanos();
    while (!printed().matches(pattern)) {
      if (System.nanoTime() > patience || !process.isAlive()) {
        throw new IllegalStateException(printed());
      }
      LockSupport.parkNanos(PAUSE.toNanos());
    }
    return printed().replaceAll(pattern, "$1");
  }

  /// The status of an answer; 0 when there is none.
  int ask(String query, String credential) {
    return status(question(query, credential));
  }

  /// The same, with nothing that is remembered.
  int askAfresh(String query, String credential) {
    return status(question(query, credential).header("Cache-Control", "no-cache"));
  }

  HttpResponse<String> answer(String query, String credential) {
    return send(question(query, credential));
  }

  /// The body of the answer to a GET.
  String body(String path) {
    return send(request(path)).body();
  }

  int status(String path) {
    return status(request(path));
  }

  /// The status of the answer to a POST of this body; 0 when there is none.
  int send(String body, String credential) {
    return status(post(body, credential));
  }

  private HttpRequest.Builder question(String query, String credential) {
    return post(JSON.writeValueAsString(Map.of("query", query)), credential);
  }

  private HttpRequest.Builder post(String body, String credential) {
    return request("/graphql")
        .header("Content-Type", "application/json")
        .header("Authorization", credential)
        .POST(BodyPublishers.ofString(body));
  }

  private static int status(HttpRequest.Builder request) {
    HttpResponse<String> response = send(request);
    return response == null ? 0 : response.statusCode();
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
        .timeout(Duration.ofSeconds(30));
  }

  private static HttpResponse<String> send(HttpRequest.Builder request) {
    try {
      return HTTP.send(request.build(), BodyHandlers.ofString());
    } catch (IOException noAnswer) {
      return null;
    } catch (InterruptedException stopped) {
      throw new IllegalStateException(stopped);
    }
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
