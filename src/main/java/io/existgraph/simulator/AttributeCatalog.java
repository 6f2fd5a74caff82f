package io.existgraph.simulator;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The attributes of the simulator in display order: 35 attributes in 11 groups.
final class AttributeCatalog {
  /// Columns: name, label, group, priority, type, service, phrase.
  private static final String TABLE =
      """
      steps|Steps|ACTIVITY|1|INTEGER|FITBIT|take more steps
      steps_active_min|Active minutes|ACTIVITY|2|PERIOD|FITBIT|are active for longer
      floors|Floors|ACTIVITY|2|INTEGER|FITBIT|climb more floors
      steps_distance|Distance|ACTIVITY|3|FLOAT|FITBIT|travel a further distance
      steps_elevation|Elevation|ACTIVITY|3|FLOAT|FITBIT|climb higher
      steps_goal|Steps goal|ACTIVITY|11|INTEGER|FITBIT|
      productive_min|Productive time|PRODUCTIVITY|1|PERIOD|RESCUETIME|are more productive
      neutral_min|Neutral time|PRODUCTIVITY|2|PERIOD|RESCUETIME|have more neutral time
      distracting_min|Distracting time|PRODUCTIVITY|3|PERIOD|RESCUETIME|are more distracted
      productive_min_goal|Productive time goal|PRODUCTIVITY|11|PERIOD|RESCUETIME|
      mood|Mood|MOOD|1|SCALE|DEMO|have a better mood
      mood_note|Mood note|MOOD|2|STRING|DEMO|
      time_in_bed|Time in bed|SLEEP|1|PERIOD|FITBIT|spend more time in bed
      sleep|Time asleep|SLEEP|2|PERIOD|FITBIT|sleep for longer
      sleep_start|Bedtime|SLEEP|3|TIME_FROM_MIDDAY|FITBIT|go to bed later
      sleep_end|Wake time|SLEEP|4|TIME|FITBIT|wake up later
      sleep_awakenings|Awakenings|SLEEP|5|INTEGER|FITBIT|wake up more often
      exercised|exercised|CUSTOM|1|BOOLEAN|DEMO|exercise
      headache|headache|CUSTOM|1|BOOLEAN|DEMO|have a headache
      events|Events|EVENTS|1|INTEGER|GCAL|have more events
      events_duration|Time in events|EVENTS|2|PERIOD|GCAL|spend more time in events
      weight|Weight|HEALTH|1|FLOAT|DEMO|weigh more
      meditation_min|Meditation|HEALTH|2|PERIOD|EXIST|meditate for longer
      location|Location|LOCATION|1|STRING|SWARM|
      checkins|Check-ins|LOCATION|2|INTEGER|SWARM|check in more often
      tracks|Tracks played|MEDIA|1|INTEGER|LASTFM|listen to more tracks
      pages_read|Pages read|MEDIA|2|INTEGER|GOODREADS|read more pages
      facebook_posts|Posts|SOCIAL|1|INTEGER|FACEBOOK|post more often
      facebook_reactions|Reactions|SOCIAL|2|INTEGER|FACEBOOK|get more reactions
      weather_temp_max|Max temp|WEATHER|1|FLOAT|DARKSKY|have a warmer day
      weather_temp_min|Min temp|WEATHER|2|FLOAT|DARKSKY|have a warmer night
      weather_precipitation|Precipitation|WEATHER|3|FLOAT|DARKSKY|have more rain
      weather_cloud_cover|Cloud cover|WEATHER|4|PERCENTAGE|DARKSKY|have more clouds
      weather_wind_speed|Wind speed|WEATHER|5|FLOAT|DARKSKY|have more wind
      weather_summary|Weather summary|WEATHER|6|STRING|DARKSKY|
      """;

  /// Templates that no user tracks.
  private static final String UNTRACKED =
      """
      cycle_min|Cycling time|ACTIVITY|4|PERIOD|FITBIT|
      energy_level|Energy level|MOOD|3|SCALE|DEMO|
      stress_level|Stress level|MOOD|4|SCALE|DEMO|
      sleep_deep|Deep sleep|SLEEP|6|PERIOD|FITBIT|
      body_fat|Body fat|HEALTH|3|PERCENTAGE|EXIST|
      heartrate_resting|Resting heart rate|HEALTH|4|INTEGER|FITBIT|
      gaming_min|Time gaming|MEDIA|3|PERIOD|DEMO|
      """;

  static final List<SimulatedAttribute> ALL = TABLE.lines().map(AttributeCatalog::read).toList();

  /// The attribute templates: all attributes except custom ones.
  static final List<SimulatedAttribute> TEMPLATES =
      Stream.concat(ALL.stream(), UNTRACKED.lines().map(AttributeCatalog::read))
          .filter(attribute -> attribute.group() != SimulatedGroup.CUSTOM)
          .sorted(
              Comparator.comparing(SimulatedAttribute::group)) // stable: priority within a group
          .toList();

  /// So many attributes: the first of all, and further ones are tags.
  static List<SimulatedAttribute> first(int size) {
    return Stream.concat(
            ALL.stream(),
            IntStream.rangeClosed(1, Math.max(0, size - ALL.size()))
                .mapToObj(AttributeCatalog::tag))
        .limit(size)
        .toList();
  }

  private static SimulatedAttribute tag(int number) {
    return new SimulatedAttribute(
        "tag_" + number,
        "tag " + number,
        SimulatedGroup.CUSTOM,
        1,
        SimulatedType.BOOLEAN,
        SimulatedService.DEMO,
        null);
  }

  private AttributeCatalog() {}

  static @Nullable SimulatedAttribute template(String name) {
    return TEMPLATES.stream()
        .filter(template -> template.name().equals(name))
        .findFirst()
        .orElse(null);
  }

  private static SimulatedAttribute read(String row) {
    String[] cells = row.split("\\|", -1);
    return new SimulatedAttribute(
        cells[0],
        cells[1],
        SimulatedGroup.valueOf(cells[2]),
        Integer.parseInt(cells[3]),
        SimulatedType.valueOf(cells[4]),
        SimulatedService.valueOf(cells[5]),
        cells[6].isEmpty() ? null : cells[6]);
  }
}
