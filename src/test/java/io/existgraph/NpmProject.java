package io.existgraph;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// The clients that the gateway is driven with, in a folder of their own below `target`. Installed
/// once, from the lock files; without Node the tests are skipped and say so.
public final class NpmProject {
  private static final Path SOURCE = Path.of("src/test/clients");
  private static final Path SCHEMA = Path.of("schema");
  private static final Path HOME = Path.of("target/clients");
  private static final Path ASIDE = Path.of("target/aside/clients.pid");
  private static final int LONGEST_MINUTES = 3;

  /// The folder of tools that run with version 17 of GraphQL.js; the others run with 16.
  private static final String GRAPHQL_17 = "graphql-17";

  private static boolean isLaidOut;

  private NpmProject() {}

  /// How a command ended, and what it said.
  public record Ran(int exit, String output) {}

  /// Lays the project out, once for all tests, and installs its packages unless they are there.
  public static synchronized void install() throws IOException {
    assumeTrue(run("node", "--version").exit() == 0, "Node is not installed");
    if (!isLaidOut) {
      copy(SOURCE, HOME);
      copy(SCHEMA, HOME.resolve("schema"));
      isLaidOut = true;
    }
    if (Files.exists(ASIDE)) { // the build has begun it
      var _ = runIn(Path.of("."), "sh", "src/build/aside.sh", "join", "clients");
    }
    Ran ran = runIn(Path.of("."), "sh", SOURCE.resolve("install.sh").toString());
    assumeTrue(ran.exit() == 0, "The clients cannot be installed: " + ran.output());
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      Path packages = from.resolve("node_modules");
      for (Path file :
          files.filter(file -> Files.isRegularFile(file) && !file.startsWith(packages)).toList()) {
        Path copy = to.resolve(from.relativize(file).toString());
        Files.createDirectories(copy.getParent());
        Files.copy(file, copy, StandardCopyOption.REPLACE_EXISTING);
      }
    }
  }

  /// Runs a program of one of the packages.
  public static Ran runTool(String name, String... arguments) {
    String program = Path.of("node_modules", ".bin", name).toString();
    return run(Stream.concat(Stream.of(program), Stream.of(arguments)).toArray(String[]::new));
  }

  public static Ran run(String... command) {
    return runIn(HOME, command);
  }

  /// Runs a program of one of the packages for version 17 of GraphQL.js.
  public static Ran runToolOf17(String name, String... arguments) {
    String program = Path.of("node_modules", ".bin", name).toString();
    return runIn(
        HOME.resolve(GRAPHQL_17),
        Stream.concat(Stream.of(program), Stream.of(arguments)).toArray(String[]::new));
  }

  private static Ran runIn(Path folder, String... command) {
    try {
      Files.createDirectories(folder);
      Process process =
          new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true).start();
      process.getOutputStream().close();
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return process.waitFor(LONGEST_MINUTES, TimeUnit.MINUTES)
          ? new Ran(process.exitValue(), output)
          : new Ran(1, output);
    } catch (FileSystemException broken) {
      throw new UncheckedIOException(broken);
    } catch (IOException missing) {
      return new Ran(1, command[0] + " cannot be run");
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(stopped);
    }
  }
}
