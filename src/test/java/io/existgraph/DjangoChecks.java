package io.existgraph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The slow check scripts of the rig before real Django REST framework: some 25 minutes. Prints
/// what most of them print, to be read by a person. Run it by its name: `mvn test
/// -Dtest=DjangoChecks`.
class DjangoChecks {
  /// The port of Django in the rig.
  private static final String DEFAULT_PORT = "25000";

  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource({
    "v1,ops",
    "v1,oauth",
    "v1,kill",
    "v2,kill",
    "v1,keep",
    "v1,late",
    "v2,late",
    "v1,second",
    "v1,budget exact",
    "v1,budget two",
    "v2,budget two",
    "v1,budget restart",
    "v2,budget restart",
    "v1,counted",
    "v1,facts auth sto",
    "v1,facts errors",
    "v1,facts writes",
    "v1,misc 429 pages chunked redirect reload",
    "v2,err",
    "v2,misc 429 pages chunked redirect reload"
  })
  void prints(String version, String script) throws IOException, InterruptedException {
    String[] words = script.split(" ", 2);
    String[] arguments = words.length == 1 ? new String[0] : words[1].split(" ");
    DjangoCheck check = check(version, words[0], arguments);
    check.lines().forEach(System.out::println);
    assertThat(check.lines()).noneMatch(line -> line.contains("INTERNAL"));
  }

  /// Over both versions, with decimals rounded, and with a refusal of all items. The script marks
  /// values that are remembered differently from how they are kept, and what was not sent.
  @Test
  void valuesAreShownAsTheyAreKept() throws IOException, InterruptedException {
    DjangoCheck check = check("v1", "writes");
    assertThat(check.lines().stream().filter(line -> line.contains("<<<<<")))
        .hasSize(3)
        .allSatisfy(line -> assertThat(line).contains("BAD_REQUEST", "surrogate"));
    assertThat(check.after("mood_note   '  hello\\nworld \\n'"))
        .hasSize(3)
        .allSatisfy(line -> assertThat(line).contains("APPLIED", "then 'hello\\nworld' no-cache"));
    assertThat(check.after("weight      72.123456 "))
        .satisfiesExactly(
            v1 -> assertThat(v1).contains("REJECTED", "4 decimal places"),
            rounding -> assertThat(rounding).contains("APPLIED", "then 72.1235 no-cache 72.1235"),
            strict -> assertThat(strict).contains("REJECTED", "4 decimal places"));
    assertThat(check.after("nix         "))
        .hasSize(6)
        .allSatisfy(line -> assertThat(line).contains("REJECTED"));
  }

  /// Names are cut by count and by length, although a request line may have 4,094 bytes at most.
  @Test
  void manyLongNamesFitTheRequestLine() throws IOException, InterruptedException {
    DjangoCheck check = check("v2", "misc", "many");
    assertThat(check.after("200 names ")).singleElement().asString().endsWith(" [] 0");
    assertThat(check.after("cold, 90 names ")).singleElement().asString().endsWith(" [] 0");
  }

  @Test
  void privateUsersHaveNoAttributes() throws IOException, InterruptedException {
    assertThat(
            check("v1", "misc", "hidden")
                .after("{user(username:\"hidden\"){attribute(name:\"steps\"){name"))
        .singleElement()
        .asString()
        .contains("{\"user\": {\"attribute\": null}} []");
  }

  private DjangoCheck check(String version, String script, String... words)
      throws IOException, InterruptedException {
    String obstacle = DjangoExist.obstacle();
    assumeTrue(obstacle == null, obstacle);
    Map<String, String> settings = new HashMap<>(Map.of("EXIST_API_VERSION", version));
    if (script.equals("oauth")) {
      settings.put("UP", DEFAULT_PORT); // where its browser looks for Django
    }
    return DjangoCheck.run(folder, settings, script, words);
  }
}
