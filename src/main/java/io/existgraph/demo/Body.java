package io.existgraph.demo;

import java.time.DayOfWeek;
import org.jspecify.annotations.Nullable;

/// What the body did on one day. Null where nothing was recorded: some days the tracker is not
/// worn.
record Body(Chance chance, Weather weather) {

  boolean isWeekend() {
    return chance.date().getDayOfWeek().getValue() >= DayOfWeek.SATURDAY.getValue();
  }

  boolean isWorn() {
    return chance.stretch(3).share("worn") > 0.03 && chance.share("worn today") > 0.015;
  }

  double vigour() {
    return 0.7 * chance.swing("vigour") + 0.6 * chance.trend("form");
  }

  /// Minutes from the midday before; more than 720 after midnight.
  int bedtime() {
    boolean late = isWeekend() ? chance.share("out") < 0.7 : chance.share("out") < 0.1;
    return (int) Math.round(652 + (late ? 60 : 0) + 24 * chance.swing("bedtime"));
  }

  int wakeTime() {
    double late = (isWeekend() ? 62 : 0) + 0.3 * (bedtime() - 652);
    return (int) Math.round(402 + late + 17 * chance.swing("wake"));
  }

  int minutesInBed() {
    return wakeTime() + 720 - bedtime();
  }

  int awakenings() {
    return (int) Math.max(0, Math.round(2 + 1.4 * chance.swing("awakenings")));
  }

  int minutesAsleep() {
    return minutesInBed() - 12 - 6 * awakenings();
  }

  int steps() {
    double drawn = 7600 + (isWeekend() ? 1300 : 0) - (weather.isWet() ? 1400 : 0);
    return (int) Math.max(450, drawn + 2000 * vigour() + 500 * weather.warmth());
  }

  int floors() {
    return (int) Math.max(0, Math.round(steps() / 640.0 + 2.5 * chance.swing("floors")));
  }

  int activeMinutes() {
    return (int) Math.max(0, Math.round(steps() / 170.0 - 8 + 7 * chance.swing("active")));
  }

  double distance() {
    return Numbers.round(steps() * (0.00073 + 0.00002 * chance.swing("stride")), 2);
  }

  double weight() {
    double drawn = 74.2 - 0.9 * weather.warmth() + 0.5 * chance.trend("weight");
    return Numbers.round(drawn + 0.2 * chance.swing("scales") - 0.1 * vigour(), 1);
  }

  @Nullable Object whenWorn(Object measured) {
    return isWorn() ? measured : null;
  }
}
