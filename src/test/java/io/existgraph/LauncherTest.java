package io.existgraph;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The main class of the jar on a Java that is too old.
class LauncherTest {
  private static final String COMPLAINT = "Exist Graph needs Java 25 or later, and this is Java ";
  private static final Pattern VERSION = Pattern.compile("version \"(\\d+)");

  @TempDir private Path classes;

  @BeforeEach
  void compile() {
    int result =
        ToolProvider.getSystemJavaCompiler()
            .run(
                null,
                null,
                null,
                "--release",
                "17",
                "-d",
                classes.toString(),
                "src/main/launcher/io/existgraph/Launcher.java");
    assertThat(result).isZero();
  }

  private record Output(int status, String text) {}

  private static Output run(String... command) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String text = new String(process.getInputStream().readAllBytes(), UTF_8);
    return new Output(process.waitFor(), text);
  }

  /// Another Java of this machine that is older than ours; null without one.
  private static String older() throws IOException, InterruptedException {
    Set<Path> found = new TreeSet<>();
    for (Path folder : List.of(Path.of("/usr/lib/jvm"), Path.of("/opt/java"))) {
      if (folder.toFile().isDirectory()) {
        try (Stream<Path> all = java.nio.file.Files.list(folder)) {
          all.map(home -> home.resolve("bin/java"))
              .filter(java -> java.toFile().canExecute())
              .forEach(found::add);
        }
      }
    }
    for (Path java : found) {
      Matcher version = VERSION.matcher(run(java.toString(), "-version").text());
      if (version.find() && Integer.parseInt(version.group(1)) >= 17 && isOld(version.group(1))) {
        return java.toString();
      }
    }
    return null;
  }

  private static boolean isOld(String version) {
    return Integer.parseInt(version) < 25;
  }

  @Test
  void anOlderJavaSaysSoInOneSentence() throws IOException, InterruptedException {
    String java = older();
    assumeTrue(java != null, "There is no Java between 17 and 24 on this machine.");
    Output output = run(java, "-cp", classes.toString(), "io.existgraph.Launcher");
    assertThat(output.status()).isEqualTo(1);
    String last = output.text().strip();
    assertThat(last).startsWith(COMPLAINT).doesNotContain("\n");
  }

  @Test
  void thisJavaStartsTheApplication() throws IOException, InterruptedException {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    Output output = run(java, "-cp", classes.toString(), "io.existgraph.Launcher");
    assertThat(output.text())
        .doesNotContain(COMPLAINT)
        .contains("ClassNotFoundException: io.existgraph.ExistGraphApplication");
  }
}
