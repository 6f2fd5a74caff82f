package io.existgraph.redis;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/// An attempt to reserve requests in an hour: their ids, the keys of their claims, if any, and the
/// ids to be leased ahead if there is room. At most `ceiling` requests may then count without the
/// leased ones, and `maximum` with them.
final class HourAttempt {
  private final String tag;
  private final SharedHour hour;
  private final long[] ids;
  private final List<String> claims;
  private final long[] ahead;
  private final int ceiling;
  private final int maximum;

  HourAttempt(
      String tag,
      SharedHour hour,
      long[] ids,
      List<String> claims,
      long[] ahead,
      int ceiling,
      int maximum) {
    this.tag = tag;
    this.hour = hour;
    this.ids = ids;
    this.claims = claims;
    this.ahead = ahead;
    this.ceiling = ceiling;
    this.maximum = maximum;
  }

  /// How an attempt ended.
  sealed interface Result {
    /// Reserved are the requests of these ids. `elsewhere` has for each request how long another
    /// instance may still be sending it; zero where it is reserved here.
    record Reserved(List<Long> ids, List<Duration> elsewhere) implements Result {}

    record Refused(Duration retryAfter) implements Result {}
  }

  String tag() {
    return tag;
  }

  SharedHour hour() {
    return hour;
  }

  long[] ids() {
    return ids;
  }

  List<String> claims() {
    return claims;
  }

  long[] ahead() {
    return ahead;
  }

  int ceiling() {
    return ceiling;
  }

  int maximum() {
    return maximum;
  }

  /// The result where all requests are reserved here.
  Result.Reserved reserved(long[] reserved) {
    return reserved(reserved, Collections.nCopies(ids.length, Duration.ZERO));
  }

  /// The result where these are reserved here.
  Result.Reserved reserved(long[] reserved, List<Duration> elsewhere) {
    return new Result.Reserved(LongStream.of(reserved).boxed().toList(), elsewhere);
  }

  /// The ids of the requests that another instance is sending, or of the others.
  long[] ids(List<Duration> elsewhere, boolean isElsewhere) {
    return IntStream.range(0, ids.length)
        .filter(i -> elsewhere.get(i).isZero() != isElsewhere)
        .mapToLong(i -> ids[i])
        .toArray();
  }
}
