package io.existgraph.ready;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import graphql.GraphQLContext;
import io.existgraph.operation.AnswerBasis;
import io.existgraph.operation.OperationReaderFactory;
import io.existgraph.ratelimit.RateLimitStatus;
import io.existgraph.ready.ReadyListener.LookupResult;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// The ready answers of all callers, within one bound of bytes. An answer is stored only where the
/// full execution has just shown that it came from the cache alone, and is repeated only while the
/// same execution would give the same bytes.
public final class ReadyAnswers {
  private static final int MAX_SHARE = 8;

  /// No answer holds longer.
  private static final Duration MAX_AGE = Duration.ofMinutes(15);

  private final Cache<ReadyKey, ReadyAnswer> answers;
  private final long maxBytes;
  private final OperationReaderFactory operations;
  private final Compression compression;
  private final ReadyListener listener;
  private volatile boolean isOpen;

  public ReadyAnswers(
      long maxBytes,
      OperationReaderFactory operations,
      Compression compression,
      ReadyListener listener) {
    this.maxBytes = maxBytes;
    this.operations = operations;
    this.compression = compression;
    this.listener = listener;
    this.isOpen = maxBytes > 0;
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

  /// Whether any are kept: not where the bound is zero, and not once the process is stopping.
  public boolean isOpen() {
    return isOpen;
  }

  public void close() {
    isOpen = false;
    answers.invalidateAll();
  }

  /// The answer to a request; null where there is none that is still right.
  public @Nullable ReadyBody find(ReadyKey key) {
    ReadyAnswer answer = answers.getIfPresent(key);
    if (answer == null) {
      listener.found(LookupResult.MISS);
      return null;
    }
    Instant now = operations.clock().instant();
    if (!answer.basis().holds(operations, now)) {
      answers.asMap().remove(key, answer);
      listener.found(LookupResult.EXPIRED);
      return null;
    }
    return repeat(key, answer, now);
  }

  private @Nullable ReadyBody repeat(ReadyKey key, ReadyAnswer answer, Instant now) {
    RateLimitStatus status = answer.basis().status(operations);
    ReadyBody body =
        answer.basis().hasStatus(status)
            ? answer.body(operations.clock().wallTime(now), status, compression, key.acceptsGzip())
            : null;
    if (body == null) {
      listener.found(LookupResult.MISS);
      return null;
    }
    listener.found(LookupResult.HIT);
    answer.basis().report(operations, status);
    return body;
  }

  /// Records how long a request took that was answered by a ready answer.
  public void answered(String method, Duration took) {
    listener.answered(method, took);
  }

  /// Stores the body of a response that was just written, if its operation left in the context what
  /// it rests on.
  public void store(ReadyKey key, byte[] body, String contentType, GraphQLContext context) {
    AnswerBasis basis = context.get(AnswerBasis.CONTEXT_KEY);
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
