package io.existgraph.time;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// The time since the machine was started, sleep included, in hundredths of a second. Known on
/// Linux alone, whose `/proc/uptime` is `CLOCK_BOOTTIME`.
final class SystemUptime implements Supplier<@Nullable Duration> {
  private static final Path FILE = Path.of("/proc/uptime");

  @Override
  public @Nullable Duration get() {
    try {
      String seconds = Files.readString(FILE).split(" ", 2)[0];
      return Duration.ofMillis(Math.round(Double.parseDouble(seconds) * 1000));
    } catch (IOException | NumberFormatException | SecurityException _) {
      return null;
    }
  }
}
