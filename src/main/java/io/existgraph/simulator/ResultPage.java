package io.existgraph.simulator;

import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/// Pagination of lists in the format of Django REST framework, with absolute links.
final class ResultPage {
  private ResultPage() {}

  static <T> ApiReply reply(
      RoutedRequest call, UserRecords records, List<T> all, Function<T, Object> json) {
    SimulatorOptions options = call.options();
    int size = call.number("limit", options.pageSize(), options.maxPageSize());
    int pages = Math.max(1, (all.size() + size - 1) / size);
    int page = requestedPage(call, pages);
    List<T> shown = all.subList((page - 1) * size, Math.min(page * size, all.size()));
    return ApiReply.json(
        200,
        ApiReply.object(
            "count",
            all.size(),
            "next",
            page < pages ? address(call, records, page + 1) : null,
            "previous",
            page > 1 ? address(call, records, page - 1) : null,
            "results",
            shown.stream().map(json).toList()));
  }

  private static int requestedPage(RoutedRequest call, int pages) {
    String text = call.request().query().getOrDefault("page", "1");
    int page = text.matches("[0-9]{1,9}") ? Integer.parseInt(text) : 0;
    if (page < 1 || page > pages) {
      throw new RequestRejection(ApiReply.detail(404, "Invalid page."));
    }
    return page;
  }

  /// The absolute address of a page. The first has no `page`, and `$self` becomes the user name.
  private static String address(RoutedRequest call, UserRecords records, int page) {
    SortedMap<String, String> query = new TreeMap<>(call.request().query());
    query.put("page", String.valueOf(page));
    if (page == 1) {
      query.remove("page");
    }
    String user = "/users/" + records.user().username() + "/";
    String path = call.request().path().replaceFirst("/users/[^/]+/", user);
    return call.address() + path + ApiRequest.encoded(query);
  }
}
