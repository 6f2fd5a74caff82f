package io.existgraph.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/// The endpoint before the audits of graphql-http, which ask everything of GraphQL over HTTP.
class AuditTest extends HttpFace {
  private static final Path SOURCE = Path.of("src/test/clients/audit");
  private static final Path COPY = Path.of("target/clients/audit");

  @Test
  void passesEveryAudit() throws IOException {
    assumeTrue(run("node", "--version").exit() == 0, "Node is not installed");
    install();
    Ran audits = run("node", "audit.mjs", address("/graphql").toString());
    assertThat(audits.exit()).as(audits.output()).isZero();
    List<String> results = audits.output().lines().toList();
    assertThat(results).allMatch(it -> it.startsWith("ok\t")).hasSize(61);
  }

  private static void install() throws IOException {
    Files.createDirectories(COPY);
    for (String file : List.of("package.json", "package-lock.json", ".npmrc", "audit.mjs")) {
      Files.copy(SOURCE.resolve(file), COPY.resolve(file), StandardCopyOption.REPLACE_EXISTING);
    }
    Ran installed = run("npm", "ci", "--ignore-scripts", "--loglevel=error");
    assumeTrue(installed.exit() == 0, "The audits cannot be installed: " + installed.output());
  }

  private record Ran(int exit, String output) {}

  private static Ran run(String... command) {
    try {
      Files.createDirectories(COPY);
      Process process =
          new ProcessBuilder(command).directory(COPY.toFile()).redirectErrorStream(true).start();
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return process.waitFor(1, TimeUnit.MINUTES)
          ? new Ran(process.exitValue(), output)
          : new Ran(1, output);
    } catch (IOException missing) {
      return new Ran(1, command[0] + " cannot be run");
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new UncheckedIOException(new IOException(stopped));
    }
  }
}
