package io.existgraph.exist.http;

import java.util.concurrent.atomic.AtomicBoolean;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoOperator;
import reactor.util.context.Context;

/// A mono that releases a resource once: before its result is passed on or, where it is cancelled,
/// after that. It does what [Mono#usingWhen] does for a resource that is at hand and released at
/// once, with one subscriber.
final class ReleasingMono<T> extends MonoOperator<T, T> {
  private final Runnable release;

  ReleasingMono(Mono<T> source, Runnable release) {
    super(source);
    this.release = release;
  }

  @Override
  public void subscribe(CoreSubscriber<? super T> actual) {
    source.subscribe(new ReleasingSubscriber<>(actual, release));
  }

  private static final class ReleasingSubscriber<T> implements CoreSubscriber<T>, Subscription {
    private final CoreSubscriber<? super T> actual;
    private final Runnable release;
    private final AtomicBoolean isReleased = new AtomicBoolean();
    private @SuppressWarnings("NullAway.Init") Subscription upstream; // set before any signal

    ReleasingSubscriber(CoreSubscriber<? super T> actual, Runnable release) {
      this.actual = actual;
      this.release = release;
    }

    private void release() {
      if (isReleased.compareAndSet(false, true)) {
        release.run();
      }
    }

    @Override
    public Context currentContext() {
      return actual.currentContext();
    }

    @Override
    public void onSubscribe(Subscription subscription) {
      upstream = subscription;
      actual.onSubscribe(this);
    }

    @Override
    public void onNext(T value) {
      release();
      actual.onNext(value);
    }

    @Override
    public void onError(Throwable error) {
      release();
      actual.onError(error);
    }

    @Override
    public void onComplete() {
      release();
      actual.onComplete();
    }

    @Override
    public void request(long n) {
      upstream.request(n);
    }

    @Override
    public void cancel() {
      upstream.cancel();
      release();
    }
  }
}
