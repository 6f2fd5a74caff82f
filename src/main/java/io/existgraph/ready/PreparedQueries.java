package io.existgraph.ready;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.existgraph.credential.Caller;
import io.existgraph.ready.PreparedQuery.PreparedResponse;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// The prepared queries of all callers' requests, a bounded number of them. One of many fields or
/// of a long request counts as several.
public final class PreparedQueries {
  private static final int USUAL_FIELDS = 20;
  private static final int USUAL_BYTES = 1 << 10;

  private final Cache<RequestBytes, TypedQuery> queries;
  private final int maxQueries;
  private final int maxResponseBytes;

  /// A query, and the type that its responses are sent as.
  private record TypedQuery(PreparedQuery query, String contentType) {}

  /// A response, and the type that it is to be sent as.
  record TypedResponse(PreparedResponse response, String contentType) {}

  public PreparedQueries(int maxQueries, int maxResponseBytes) {
    this.maxQueries = maxQueries;
    this.maxResponseBytes = maxResponseBytes;
    this.queries =
        Caffeine.newBuilder()
            .maximumWeight(maxQueries)
            .weigher(PreparedQueries::weigh)
            .executor(Runnable::run)
            .build();
  }

  private static int weigh(RequestBytes request, TypedQuery prepared) {
    return 1 + prepared.query.fieldCount() / USUAL_FIELDS + request.length() / USUAL_BYTES;
  }

  /// Whether any are kept.
  boolean isOpen() {
    return maxQueries > 0;
  }

  /// Null where the request has to be executed in full.
  @Nullable TypedResponse execute(RequestBytes request, Caller caller) {
    TypedQuery prepared = isOpen() ? queries.getIfPresent(request) : null;
    if (prepared == null) {
      return null;
    }
    PreparedResponse response = prepared.query.execute(caller);
    return response == null || response.body().length > maxResponseBytes
        ? null
        : new TypedResponse(response, prepared.contentType);
  }

  void store(RequestBytes request, Supplier<PreparedQuery> query, String contentType) {
    if (isOpen() && queries.getIfPresent(request) == null) {
      queries.put(request, new TypedQuery(query.get(), contentType));
    }
  }

  void clear() {
    queries.invalidateAll();
  }
}
