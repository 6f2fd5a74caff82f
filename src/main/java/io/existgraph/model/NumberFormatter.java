package io.existgraph.model;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// A formatter of numbers for people, the same in every locale: at most one decimal, thousands with
/// a comma, minutes as hours and minutes.
final class NumberFormatter {
  private static final BigDecimal HOUR = BigDecimal.valueOf(60);

  private NumberFormatter() {}

  /// A number that is already in the unit of that system: `12,345`, `7.2 km`, `7 h 05 min`.
  static String formatted(BigDecimal amount, @Nullable Unit unit, UnitSystem system) {
    if (unit == Unit.MINUTES) {
      return duration(amount);
    }
    String digits = rounded(amount);
    return unit == null ? digits : digits + " " + unit.symbol(system);
  }

  private static String rounded(BigDecimal amount) {
    BigDecimal tenth = amount.setScale(1, RoundingMode.HALF_UP);
    return new DecimalFormat("#,##0.#", DecimalFormatSymbols.getInstance(Locale.ROOT))
        .format(tenth);
  }

  private static String duration(BigDecimal amount) {
    BigDecimal minutes = amount.setScale(0, RoundingMode.HALF_UP);
    if (minutes.abs().compareTo(HOUR) < 0) {
      return rounded(minutes) + " min";
    }
    BigDecimal[] parts = minutes.divideAndRemainder(HOUR);
    int rest = parts[1].abs().intValue();
    return rounded(parts[0]) + String.format(Locale.ROOT, " h %02d min", rest);
  }
}
