package io.existgraph.redis;

import io.existgraph.redis.RequestLog.RequestState;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;

/// The formatting of requests as arguments of scripts and words of messages.
final class RequestFormat {
  private RequestFormat() {}

  /// Each of the ids, followed by the milliseconds for which it still counts.
  static List<Object> remaining(RequestLog log, LongStream ids, long now) {
    List<Object> words = new ArrayList<>();
    ids.forEach(
        id -> {
          words.add(RequestId.text(id));
          words.add(millis(log, id, now));
        });
    return words;
  }

  /// `<id>:<milliseconds for which it still counts>`, with a plus before one that is leased.
  static String word(RequestLog log, long id, long now) {
    String prefix = log.is(id, RequestState.LEASED) ? "+" : "";
    return prefix + RequestId.text(id) + ':' + millis(log, id, now);
  }

  private static long millis(RequestLog log, long id, long now) {
    return Math.max(1, log.remaining(id, now).toMillis());
  }
}
