package io.existgraph.exist.client;

import io.existgraph.data.CacheKey;
import io.existgraph.exist.ReadRequest;
import io.existgraph.view.CacheView;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The pages of daily values of one attribute, read newest first and a few at a time: a page shows
/// whether anything was recorded before it, and then the older ones are not needed.
public final class HistoryPagePlanner {
  /// As many as one caller may have on the way by default, so that a long range takes no longer.
  static final int MAX_AT_ONCE = 4;

  /// The days of a page, of either version.
  private static final int PAGE = 100;

  private HistoryPagePlanner() {}

  /// The requests of the next step: all but the older pages of an attribute, which are counted as
  /// following. Those of one attribute come newest first.
  public static List<ReadRequest> next(
      Collection<ReadRequest> requests, CacheView view, FollowUpRequests followUps) {
    Map<CacheKey<?>, Integer> pages = new HashMap<>();
    List<ReadRequest> next = new ArrayList<>();
    followUps.addSized(
        requests.stream().filter(request -> history(request) != null).toList(),
        view.get(new CacheKey.PageSize(CacheKey.PageSize.PageContent.DAYS)),
        PAGE);
    for (ReadRequest request : requests) {
      CacheKey<?> history = history(request);
      if (history == null || pages.merge(history, 1, Integer::sum) <= MAX_AT_ONCE) {
        next.add(request);
      }
    }
    followUps.add(requests.size() - next.size());
    pages.forEach(
        (history, count) -> {
          if (count > MAX_AT_ONCE) {
            followUps.addLaterDays(history);
          }
        });
    return next;
  }

  /// The attribute of which the response is a page; null where it is none. A response that also
  /// describes attributes has days of several.
  private static @Nullable CacheKey<?> history(ReadRequest request) {
    return request.keys().stream().anyMatch(CacheKey.SingleAttribute.class::isInstance)
        ? null
        : request.keys().stream()
            .filter(CacheKey.DaysOf.class::isInstance)
            .findFirst()
            .orElse(null);
  }
}
