package io.existgraph;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Parameter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// The tables of settings in `docker/README.md` have every property of the gateway with its
/// default, and no other.
class SettingsReferenceTest {
  private static final Pattern ROW =
      Pattern.compile("(?m)^\\| `(exist\\.[a-z.-]+)` \\| ([^|]+) \\|");
  private static final Pattern CAPITAL = Pattern.compile("[A-Z]");

  @Test
  void thePagesTablesHaveEverySettingWithItsDefault() throws IOException {
    Map<String, String> settings = new TreeMap<>();
    collect("exist", GatewayProperties.class, settings);

    assertThat(documented()).isEqualTo(settings).hasSizeGreaterThan(40);
  }

  private static Map<String, String> documented() throws IOException {
    Map<String, String> rows = new TreeMap<>();
    ROW.matcher(Files.readString(Path.of("docker/README.md")))
        .results()
        .forEach(row -> rows.put(row.group(1), row.group(2)));
    return rows;
  }

  private static void collect(String prefix, Class<?> group, Map<String, String> settings) {
    for (Parameter parameter : group.getDeclaredConstructors()[0].getParameters()) {
      String name = prefix + "." + kebab(parameter.getName());
      if (parameter.getType().isRecord()) {
        collect(name, parameter.getType(), settings);
      } else {
        settings.put(name, defaultOf(parameter));
      }
    }
  }

  private static String defaultOf(Parameter parameter) {
    DefaultValue value = parameter.getAnnotation(DefaultValue.class);
    return value == null || value.value().length == 0 ? "none" : String.join(",", value.value());
  }

  private static String kebab(String name) {
    return CAPITAL
        .matcher(name)
        .replaceAll(capital -> "-" + capital.group().toLowerCase(Locale.ROOT));
  }
}
