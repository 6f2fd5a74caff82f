package io.existgraph.simulator;

import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The generated values of one day of one user. They depend on user name and date, and on each
/// other: short sleep lowers focus, rain lowers steps, weekends shift bedtimes.
final class SimulatedDay {
  private static final List<String> PLACES =
      List.of("-37.8142,144.9632", "-37.7983,144.9780", "-37.8676,144.9740", "-37.8183,144.9671");
  private static final List<String> GOOD =
      List.of("Got a lot done.", "Dinner with Sam & Alex.", "Everything clicked today.");
  private static final List<String> BAD =
      List.of("Too many meetings.", "Headache since lunch.", "Rain all day. Stayed in.");

  private final SeededRandom random;
  private final boolean working;
  private final boolean worn;
  private final double gloom;
  private final double highest;
  private final double lowest;
  private final double vigour;
  private final int awakenings;
  private final int bedtime;
  private final int wakeTime;
  private final int inBed;
  private final int asleep;
  private final int steps;
  private final int floors;
  private final int productive;
  private final int distracting;
  private final int events;
  private final int posts;

  SimulatedDay(String username, boolean southern, LocalDate date) {
    random = new SeededRandom(username, date);
    boolean weekend = date.getDayOfWeek().getValue() > 5;
    working = !weekend && random.period(14).uniform("holiday") > 0.06;
    worn = random.period(3).uniform("worn") > 0.03 && random.uniform("worn today") > 0.015;

    double turn = StrictMath.cos(2 * Math.PI * (date.getDayOfYear() - 200) / 365.25);
    double warmth = southern ? -turn : turn;
    gloom = random.trend("gloom") - 0.4 * warmth;
    highest = 19.5 + 6.5 * warmth - 1.8 * gloom + 2.2 * random.gaussian("highest");
    lowest = highest - 8 + 1.5 * gloom + random.gaussian("lowest");

    boolean late = random.uniform("late") < (weekend ? 0.7 : 0.1);
    bedtime = whole(652 + (late ? 60 : 0) + 24 * random.gaussian("bedtime"));
    double rested = (weekend ? 62 : 0) + 0.3 * (bedtime - 652);
    wakeTime = whole(402 + rested + 17 * random.gaussian("wake"));
    inBed = wakeTime + 720 - bedtime; // bedtime counts from midday, wake time from midnight
    awakenings = whole(2 + 1.4 * random.gaussian("awakenings"));
    asleep = inBed - 12 - 6 * awakenings;

    vigour = 0.7 * random.gaussian("vigour") + 0.6 * random.trend("form");
    double walk = 7600 + (weekend ? 1300 : 0) - (isWet() ? 1400 : 0) + 500 * warmth;
    steps = whole(Math.max(450, walk + 2000 * vigour));
    floors = whole(steps / 640.0 + 2.5 * random.gaussian("floors"));

    double focus = 0.8 * random.gaussian("focus") + 0.013 * (asleep - 440);
    productive = whole(working ? 300 + 62 * focus : 30 + 25 * random.gaussian("chores"));
    double distraction = 20 * random.gaussian("distraction") - 17 * focus;
    distracting = whole(72 + (working ? 0 : 35) + distraction);
    events = whole((working ? 2.8 : 0.9) + 1.4 * random.gaussian("events"));
    posts = (int) (3.4 * random.uniform("posts") * random.uniform("more posts"));
  }

  /// The value of the attribute; null where nothing was recorded.
  @Nullable Object value(String attribute) {
    return switch (attribute) {
      case "steps" -> whenWorn(steps);
      case "steps_active_min" -> whenWorn(whole(steps / 170.0 - 8 + 7 * gaussian(attribute)));
      case "floors" -> whenWorn(floors);
      case "steps_distance" -> whenWorn(round(steps * (73 + 2 * gaussian(attribute)) / 1e5, 2));
      case "steps_elevation" -> whenWorn(round(floors * 0.003, 3));
      case "steps_goal" -> 7500 + 500 * (int) (4 * random.period(91).uniform(attribute));
      case "productive_min" -> productive;
      case "neutral_min" -> whole(48 + 0.12 * productive + 14 * gaussian(attribute));
      case "distracting_min" -> distracting;
      case "productive_min_goal" -> 180 + 30 * (int) (4 * random.period(91).uniform(attribute));
      case "mood" -> mood();
      case "mood_note" -> note();
      case "sleep" -> whenWorn(asleep);
      case "time_in_bed" -> whenWorn(inBed);
      case "sleep_start" -> whenWorn(bedtime);
      case "sleep_end" -> whenWorn(wakeTime);
      case "sleep_awakenings" -> whenWorn(awakenings);
      case "exercised" -> vigour > 0.5 ? 1 : 0;
      case "headache" -> random.uniform(attribute) < (asleep < 400 ? 0.3 : 0.05) ? 1 : 0;
      case "events" -> events;
      case "events_duration" -> events * (40 + (int) (15 * random.uniform(attribute)));
      case "weight" -> round(74 + 0.5 * random.trend(attribute) - 0.2 * vigour, 1);
      case "meditation_min" -> random.uniform(attribute) < 0.45 ? 10 + 5 * (awakenings % 3) : 0;
      case "location" -> random.uniform("located") < 0.07 ? null : random.pick(PLACES);
      case "checkins" -> whole((working ? 0.4 : 1.4) + 0.3 * events + 0.8 * gaussian(attribute));
      case "tracks" -> whole(12 + 0.07 * productive + 0.15 * distracting + 9 * gaussian(attribute));
      case "pages_read" -> whole(24 - 0.16 * distracting + 5 * gloom + 9 * gaussian(attribute));
      case "facebook_posts" -> posts;
      case "facebook_reactions" -> posts * (3 + (int) (9 * random.uniform(attribute)));
      case "weather_temp_max" -> round(highest, 1);
      case "weather_temp_min" -> round(lowest, 1);
      case "weather_precipitation" -> isWet() ? round(0.004 + 0.03 * (gloom - 0.7), 4) : 0.0;
      case "weather_cloud_cover" -> round(Math.clamp(0.45 + 0.22 * gloom, 0, 1), 2);
      case "weather_wind_speed" -> round(Math.max(1, 14 + 4 * gloom + 4 * gaussian(attribute)), 1);
      case "weather_summary" -> isWet() ? "Rain." : gloom > 0 ? "Mostly cloudy." : "Clear.";
      default -> null;
    };
  }

  private @Nullable Integer mood() {
    double drawn = 5.3 + 0.014 * (asleep - 440) + 0.7 * vigour - 0.4 * gloom;
    drawn += (working ? 0 : 0.7) + 0.6 * gaussian("mood");
    return random.uniform("mood kept") < 0.08 ? null : Math.clamp(Math.round(drawn), 1, 9);
  }

  private @Nullable String note() {
    Integer mood = mood();
    if (mood == null || random.uniform("noted") > 0.3) {
      return null;
    }
    return random.pick(mood >= 6 ? GOOD : BAD);
  }

  private boolean isWet() {
    return gloom > 0.7;
  }

  private double gaussian(String attribute) {
    return random.gaussian(attribute);
  }

  /// The measurement, or null on days without a tracker.
  private @Nullable Object whenWorn(Object measured) {
    return worn ? measured : null;
  }

  private static int whole(double number) {
    return (int) Math.max(0, Math.round(number));
  }

  private static double round(double number, int decimals) {
    return SampleStatistics.round(number, decimals);
  }
}
