package io.existgraph.ready;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import graphql.GraphQLContext;
import io.existgraph.credential.Caller;
import io.existgraph.operation.AnswerBasis;
import io.existgraph.operation.OperationReaderFactory;
import io.existgraph.ratelimit.RateLimitStatus;
import io.existgraph.ready.ReadyListener.LookupResult;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// The ready answers of all callers, within one bound of bytes, and behind them the prepared
/// queries. An answer is stored only where its execution has just shown that it came from the cache
/// alone, and is repeated only while the same execution would give the same bytes.
public final class ReadyAnswers {
  private static final int MAX_SHARE = 8;

  /// No answer holds longer.
  private static final Duration MAX_AGE = Duration.ofMinutes(15);

  private final Cache<ReadyKey, ReadyAnswer> answers;
  private final long maxBytes;
  private final PreparedQueries prepared;
  private final OperationReaderFactory operations;
  private final Compression compression;
  private final ReadyListener listener;
  private volatile boolean isOpen;

  public ReadyAnswers(
      long maxBytes,
      PreparedQueries prepared,
      OperationReaderFactory operations,
      Compression compression,
      ReadyListener listener) {
    this.maxBytes = maxBytes;
    this.prepared = prepared;
    this.operations = operations;
    this.compression = compression;
    this.listener = listener;
    this.isOpen = maxBytes > 0 || prepared.isOpen();
    answers =
        Caffeine.newBuilder()
            .maximumWeight(maxBytes)
            .weigher(ReadyAnswers::weigh)
            .expireAfterWrite(MAX_AGE)
            .executor(Runnable::run)
            .build();
  }

  private static int weigh(ReadyKey key, ReadyAnswer answer) {
    return key.weight() + answer.weight();
  }

  /// Whether anything is kept: not where all bounds are zero, and not once the process is stopping.
  public boolean isOpen() {
    return isOpen;
  }

  /// Removes all answers; prepared queries stay.
  public void forget() {
    answers.invalidateAll();
  }

  public void close() {
    isOpen = false;
    forget();
    prepared.clear();
  }

  /// The answer to a request: one that is still right, else that of a prepared query. Null where
  /// the request has to be executed in full.
  public @Nullable ReadyBody find(ReadyKey key, Caller caller) {
    ReadyAnswer answer = answers.getIfPresent(key);
    Instant now = operations.clock().instant();
    boolean isExpired = answer != null && !answer.basis().holds(operations, now);
    if (answer != null && isExpired) {
      answers.asMap().remove(key, answer);
    }
    ReadyBody body = answer == null || isExpired ? null : repeat(key, answer, now);
    if (body != null) {
      listener.found(LookupResult.HIT);
      return body;
    }
    ReadyBody executed = execute(key, caller);
    LookupResult without = executed == null ? LookupResult.MISS : LookupResult.PREPARED;
    listener.found(isExpired ? LookupResult.EXPIRED : without);
    return executed;
  }

  private @Nullable ReadyBody repeat(ReadyKey key, ReadyAnswer answer, Instant now) {
    RateLimitStatus status = answer.basis().status(operations);
    if (!answer.basis().hasStatus(status)) {
      return null;
    }
    Instant wallTime = operations.clock().wallTime(now);
    ReadyBody body = answer.body(wallTime, status, compression, key.acceptsGzip());
    if (body != null) {
      answer.basis().report(operations, status);
    }
    return body;
  }

  private @Nullable ReadyBody execute(ReadyKey key, Caller caller) {
    PreparedQueries.TypedResponse executed = prepared.execute(key.request(), caller);
    if (executed == null) {
      return null;
    }
    byte[] body = executed.response().body();
    if (maxBytes > 0) {
      store(key, body, executed.contentType(), executed.response().basis().get());
    }
    boolean isCompressed = key.acceptsGzip() && compression.appliesTo(body.length);
    byte[] sent = isCompressed ? GzipParts.compressed(body) : body;
    return new ReadyBody(List.of(sent), sent.length, isCompressed, executed.contentType());
  }

  /// Records how long a request took that was answered here.
  public void answered(String method, Duration took) {
    listener.answered(method, took);
  }

  /// Stores the body of a response that was just written, and its query, as far as its operation
  /// left in the context what they rest on.
  public void store(ReadyKey key, byte[] body, String contentType, GraphQLContext context) {
    Supplier<PreparedQuery> query = context.get(PreparedQuery.CONTEXT_KEY);
    if (isOpen && query != null) {
      prepared.store(key.request(), query, contentType);
    }
    store(key, body, contentType, context.<@Nullable AnswerBasis>get(AnswerBasis.CONTEXT_KEY));
  }

  private void store(ReadyKey key, byte[] body, String contentType, @Nullable AnswerBasis basis) {
    if (!isOpen || basis == null || key.weight() + body.length > maxBytes / MAX_SHARE) {
      return;
    }
    RateLimitStatus status = basis.status(operations);
    BodyTemplate template =
        basis.hasStatus(status) ? BodyTemplate.of(body, basis.live(), status) : null;
    if (template != null) {
      boolean isCompressed = key.acceptsGzip() && compression.appliesTo(body.length);
      answers.put(
          key,
          isCompressed
              ? ReadyAnswer.compressed(basis, template, contentType)
              : ReadyAnswer.plain(basis, template, contentType));
    }
  }

  /// Estimated size on the heap in bytes.
  public long weight() {
    return answers.policy().eviction().orElseThrow().weightedSize().orElse(0);
  }
}
