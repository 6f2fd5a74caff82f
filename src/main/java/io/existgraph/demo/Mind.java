package io.existgraph.demo;

import java.time.DayOfWeek;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What somebody did and thought on one day, given how they slept and what the sky was like.
record Mind(Chance chance, Weather weather, Body body) {
  private static final List<String> PLACES =
      List.of("-37.8142,144.9632", "-37.7983,144.9780", "-37.8676,144.9740", "-37.8183,144.9671");
  private static final List<String> GOOD =
      List.of(
          "Slept well and got a lot done.",
          "Long walk by the river, then dinner with Sam & Alex.",
          "Everything clicked today.");
  private static final List<String> BAD =
      List.of(
          "Too many meetings, too little sleep.",
          "Headache since lunch.",
          "Rain all day. Stayed in.");

  boolean isWorking() {
    return !body.isWeekend() && chance.stretch(14).share("holiday") > 0.06;
  }

  double focus() {
    return 0.8 * chance.swing("focus") + 0.013 * (body.minutesAsleep() - 440);
  }

  int productive() {
    double drawn = isWorking() ? 300 + 62 * focus() : 30 + 25 * chance.swing("chores");
    return (int) Math.max(0, Math.round(drawn));
  }

  int distracting() {
    double drawn = 72 - 17 * focus() + (isWorking() ? 0 : 35) + 20 * chance.swing("distraction");
    return (int) Math.max(0, Math.round(drawn));
  }

  int neutral() {
    return (int) Math.max(0, Math.round(48 + 0.12 * productive() + 14 * chance.swing("neutral")));
  }

  int goal(int lowest, int step) {
    return lowest + step * (int) (4 * chance.stretch(91).share("goal"));
  }

  @Nullable Integer mood() {
    if (chance.share("mood kept") < 0.08) {
      return null;
    }
    double rested = 0.014 * (body.minutesAsleep() - 440);
    double drawn = 5.3 + rested + 0.7 * body.vigour() - 0.4 * weather.gloom();
    drawn += (isWorking() ? 0 : 0.7) + 0.6 * chance.swing("mood");
    return Math.clamp(Math.round(drawn), 1, 9);
  }

  @Nullable String note() {
    Integer mood = mood();
    if (mood == null || chance.share("noted") > 0.3) {
      return null;
    }
    return chance.oneOf("note", mood >= 6 ? GOOD : BAD);
  }

  int exercised() {
    return body.vigour() > 0.5 ? 1 : 0;
  }

  int headache() {
    return chance.share("headache") < (body.minutesAsleep() < 400 ? 0.3 : 0.05) ? 1 : 0;
  }

  int events() {
    return (int) Math.max(0, Math.round((isWorking() ? 2.8 : 0.9) + 1.4 * chance.swing("events")));
  }

  int eventMinutes() {
    return events() * (int) (40 + 15 * chance.share("length"));
  }

  int meditation() {
    return chance.share("meditates") < (isWorking() ? 0.55 : 0.3) ? 10 + 5 * (events() % 3) : 0;
  }

  int tracks() {
    double drawn = 12 + 0.07 * productive() + 0.15 * distracting() + 9 * chance.swing("tracks");
    return (int) Math.max(0, Math.round(drawn));
  }

  int pages() {
    double drawn = 24 - 0.16 * distracting() + (weather.isWet() ? 8 : 0);
    return (int) Math.max(0, Math.round(drawn + 9 * chance.swing("pages")));
  }

  int checkins() {
    double drawn = (chance.date().getDayOfWeek() == DayOfWeek.SATURDAY ? 1.6 : 0.5);
    return (int) Math.max(0, Math.round(drawn + 0.3 * events() + 0.8 * chance.swing("out")));
  }

  @Nullable String location() {
    return chance.share("located") < 0.07 ? null : chance.oneOf("place", PLACES);
  }

  int posts() {
    return (int) (3.4 * chance.share("posts") * chance.share("more posts"));
  }

  int reactions() {
    return posts() == 0 ? 0 : (int) Math.round(posts() * (3 + 9 * chance.share("reactions")));
  }
}
