package io.existgraph.simulator;

import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/// One page of a list, with the full addresses of its neighbours.
final class ResultPage {
  private ResultPage() {}

  static <T> ApiReply of(ApiCall call, UserRecords diary, List<T> all, Function<T, Object> json) {
    SimulatorOptions habits = call.habits();
    int size = call.number("limit", habits.pageSize(), habits.maxPageSize());
    int pages = Math.max(1, (all.size() + size - 1) / size);
    int page = wanted(call, pages);
    List<T> shown = all.subList((page - 1) * size, Math.min(page * size, all.size()));
    return ApiReply.json(
        200,
        ApiReply.object(
            "count",
            all.size(),
            "next",
            page < pages ? address(call, diary, page + 1) : null,
            "previous",
            page > 1 ? address(call, diary, page - 1) : null,
            "results",
            shown.stream().map(json).toList()));
  }

  private static int wanted(ApiCall call, int pages) {
    String text = call.request().query().getOrDefault("page", "1");
    int page = text.matches("[0-9]{1,9}") ? Integer.parseInt(text) : 0;
    if (page < 1 || page > pages) {
      throw new RequestRejection(ApiReply.detail(404, "Invalid page."));
    }
    return page;
  }

  /// The first page has no number, and `$self` is told by name.
  private static String address(ApiCall call, UserRecords diary, int page) {
    SortedMap<String, String> query = new TreeMap<>(call.request().query());
    query.put("page", String.valueOf(page));
    if (page == 1) {
      query.remove("page");
    }
    String user = "/users/" + diary.person().username() + "/";
    String path = call.request().path().replaceFirst("/users/[^/]+/", user);
    return call.address() + path + ApiRequest.encoded(query);
  }
}
