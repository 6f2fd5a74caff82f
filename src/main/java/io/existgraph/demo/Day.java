package io.existgraph.demo;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/// One made-up day of one person. All that is recorded follows from the person's name and the date.
record Day(Weather weather, Body body, Mind mind) {

  static Day of(String person, boolean southern, LocalDate date) {
    Chance chance = new Chance(person, date);
    Weather weather = new Weather(chance, southern);
    Body body = new Body(chance, weather);
    return new Day(weather, body, new Mind(chance, weather, body));
  }

  /// What was recorded of the attribute; null when nothing was.
  @Nullable Object value(String attribute) {
    return switch (attribute) {
      case "steps" -> body.whenWorn(body.steps());
      case "steps_active_min" -> body.whenWorn(body.activeMinutes());
      case "floors" -> body.whenWorn(body.floors());
      case "steps_distance" -> body.whenWorn(body.distance());
      case "steps_elevation" -> body.whenWorn(Numbers.round(body.floors() * 0.003, 3));
      case "steps_goal" -> mind.goal(7500, 500);
      case "productive_min" -> mind.productive();
      case "neutral_min" -> mind.neutral();
      case "distracting_min" -> mind.distracting();
      case "productive_min_goal" -> mind.goal(180, 30);
      case "mood" -> mind.mood();
      case "mood_note" -> mind.note();
      case "sleep" -> body.whenWorn(body.minutesAsleep());
      case "time_in_bed" -> body.whenWorn(body.minutesInBed());
      case "sleep_start" -> body.whenWorn(body.bedtime());
      case "sleep_end" -> body.whenWorn(body.wakeTime());
      case "sleep_awakenings" -> body.whenWorn(body.awakenings());
      case "exercised" -> mind.exercised();
      case "headache" -> mind.headache();
      case "events" -> mind.events();
      case "events_duration" -> mind.eventMinutes();
      case "weight" -> body.weight();
      case "meditation_min" -> mind.meditation();
      case "location" -> mind.location();
      case "checkins" -> mind.checkins();
      case "tracks" -> mind.tracks();
      case "pages_read" -> mind.pages();
      case "facebook_posts" -> mind.posts();
      case "facebook_reactions" -> mind.reactions();
      case "weather_temp_max" -> weather.highest();
      case "weather_temp_min" -> weather.lowest();
      case "weather_precipitation" -> weather.precipitation();
      case "weather_cloud_cover" -> weather.clouds();
      case "weather_wind_speed" -> weather.wind();
      case "weather_summary" -> weather.summary();
      default -> null;
    };
  }
}
