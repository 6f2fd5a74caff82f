package io.existgraph;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What a check script of the rig printed, a line each. A script starts Django, and the gateway
/// from the classes under test, as processes of its own, and ends them.
record DjangoCheck(List<String> lines) {
  private static final int MINUTES = 15;

  /// Runs a script in a copy of the rig, with settings of the gateway in their environment form.
  static DjangoCheck run(Path folder, Map<String, String> settings, String script, String... words)
      throws IOException, InterruptedException {
    Path rig = copy(DjangoExist.FOLDER, folder.resolve("drf"));
    Path output = folder.resolve("printed.txt");
    List<String> command = new ArrayList<>(List.of("/usr/bin/python3", "-u", script + ".py"));
    command.addAll(Arrays.asList(words));
    var builder =
        new ProcessBuilder(command)
            .directory(rig.resolve("checks").toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile());
    builder.environment().putAll(environment(folder));
    builder.environment().putAll(settings);
    Process process = builder.start();
    try {
      boolean hasEnded = process.waitFor(MINUTES, TimeUnit.MINUTES);
      List<String> lines = Files.readAllLines(output);
      if (!hasEnded || process.exitValue() != 0) {
        throw new IllegalStateException(String.join("\n", lines));
      }
      return new DjangoCheck(lines);
    } finally {
      end(process);
    }
  }

  /// The lines that begin with a text, without it.
  List<String> after(String beginning) {
    return lines.stream()
        .filter(line -> line.startsWith(beginning))
        .map(line -> line.substring(beginning.length()))
        .toList();
  }

  private static Map<String, String> environment(Path folder) throws IOException {
    Path java = folder.resolve("java"); // is called as `java … -jar …`
    Files.writeString(
        java,
        "#!/bin/sh\nexec '%s/bin/java' -Xmx256m -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -cp '%s' %s\n"
            .formatted(
                System.getProperty("java.home"), classes(), ExistGraphApplication.class.getName()));
    Files.setPosixFilePermissions(java, PosixFilePermissions.fromString("rwx------"));
    return Map.of(
        "JAVA", java.toString(),
        "PRODUCT", Path.of("").toAbsolutePath().toString(),
        "UP", String.valueOf(FreePorts.next()),
        "GW", String.valueOf(FreePorts.next()),
        "PYTHONDONTWRITEBYTECODE", "1",
        "EXIST_CACHE_NOCACHEFLOOR", "0s",
        "EXIST_LIMITS_REQUESTS", "200"); // 400 days of 24 attributes are 120 pages of 80
  }

  private static String classes() {
    String all =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    return Arrays.stream(all.split(":"))
        .filter(entry -> !entry.endsWith("test-classes") && !entry.endsWith("test/resources"))
        .map(entry -> Path.of(entry).toAbsolutePath().toString())
        .collect(Collectors.joining(":"));
  }

  /// Interrupts, so that the script ends what it has started.
  private static void end(Process process) throws IOException, InterruptedException {
    if (process.isAlive()) {
      new ProcessBuilder("kill", "-INT", String.valueOf(process.pid())).start().waitFor();
      process.waitFor(1, TimeUnit.MINUTES);
    }
    try (Stream<ProcessHandle> left = process.descendants()) {
      left.forEach(ProcessHandle::destroyForcibly);
    }
    process.destroyForcibly();
  }

  private static Path copy(Path from, Path to) throws IOException {
    Files.walkFileTree(
        from,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes)
              throws IOException {
            if (folder.endsWith(".run")) {
              return FileVisitResult.SKIP_SUBTREE;
            }
            Files.createDirectories(to.resolve(from.relativize(folder)));
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.copy(file, to.resolve(from.relativize(file)));
            return FileVisitResult.CONTINUE;
          }
        });
    Files.createDirectories(to.resolve(".run"));
    Files.setPosixFilePermissions( // for nginx, which gives up the rights of root
        to.getParent(), PosixFilePermissions.fromString("rwx--x--x"));
    return to;
  }
}
