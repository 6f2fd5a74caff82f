package io.existgraph;

import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.SystemEnvironmentPropertySource;

/// The names of the settings `exist.*`, against which those that are given are checked: a misspelt
/// one would otherwise be ignored.
final class SettingNames {
  /// How many letters an environment variable may be off to count as misspelt. Others are not ours:
  /// Kubernetes sets `EXIST_GRAPH_PORT` for a service `exist-graph`.
  private static final int MAX_TYPOS = 2;

  private static final Pattern SEPARATOR = Pattern.compile("_[0-9]+_?$|[._-]|\\[[0-9]+]");
  private static final Pattern CAPITAL = Pattern.compile("[A-Z]");

  private final Map<String, String> names = new TreeMap<>();

  SettingNames(Class<? extends Record> settings) {
    collect("exist", settings);
  }

  private void collect(String prefix, Class<?> group) {
    for (RecordComponent component : group.getRecordComponents()) {
      String name = prefix + "." + kebab(component.getName());
      if (component.getType().isRecord()) {
        collect(name, component.getType());
      } else {
        names.put(letters(name), name);
      }
    }
  }

  private static String kebab(String name) {
    return CAPITAL
        .matcher(name)
        .replaceAll(capital -> "-" + capital.group().toLowerCase(Locale.ROOT));
  }

  /// A name without what Spring's relaxed binding ignores.
  private static String letters(String name) {
    return SEPARATOR.matcher(name).replaceAll("").toLowerCase(Locale.ROOT);
  }

  /// Fails for a setting that is none, with the nearest one.
  void check(ConfigurableEnvironment environment) {
    for (PropertySource<?> source : environment.getPropertySources()) {
      if (source instanceof EnumerablePropertySource<?> listed) {
        boolean isEnvironment = source instanceof SystemEnvironmentPropertySource;
        Arrays.stream(listed.getPropertyNames()).forEach(name -> check(name, isEnvironment));
      }
    }
  }

  private void check(String name, boolean isEnvironment) {
    if (!name.toLowerCase(Locale.ROOT).startsWith(isEnvironment ? "exist_" : "exist.")) {
      return;
    }
    String letters = letters(name);
    if (names.containsKey(letters)) {
      return;
    }
    String nearest = nearest(letters);
    boolean isMeant = !isEnvironment || typos(letters, letters(nearest)) <= MAX_TYPOS;
    if (isMeant) {
      String shown = isEnvironment ? name : name.toLowerCase(Locale.ROOT);
      throw new IllegalArgumentException(
          "exist.* has no setting " + shown + ", the nearest is " + nearest);
    }
  }

  private String nearest(String letters) {
    @Nullable String nearest = null;
    int fewest = Integer.MAX_VALUE;
    for (Map.Entry<String, String> known : names.entrySet()) {
      int typos = typos(letters, known.getKey());
      if (typos < fewest) {
        fewest = typos;
        nearest = known.getValue();
      }
    }
    return String.valueOf(nearest);
  }

  /// The Levenshtein distance of two texts.
  private static int typos(String one, String other) {
    int[] distances = new int[other.length() + 1];
    Arrays.setAll(distances, i -> i);
    for (int i = 1; i <= one.length(); i++) {
      int diagonal = distances[0];
      distances[0] = i;
      for (int j = 1; j <= other.length(); j++) {
        int substituted = diagonal + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
        diagonal = distances[j];
        distances[j] = Math.min(substituted, 1 + Math.min(distances[j], distances[j - 1]));
      }
    }
    return distances[other.length()];
  }
}
