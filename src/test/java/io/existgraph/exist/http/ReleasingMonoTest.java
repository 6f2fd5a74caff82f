package io.existgraph.exist.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/// When a resource is released, and how often.
class ReleasingMonoTest {
  private final List<String> events = new ArrayList<>();

  private Mono<String> releasing(Mono<String> source) {
    return new ReleasingMono<>(source, () -> events.add("released"));
  }

  @Test
  void isReleasedOnceBeforeTheValue() {
    releasing(Mono.just("value")).subscribe(events::add, _ -> {}, () -> events.add("complete"));
    assertThat(events).containsExactly("released", "value", "complete");
  }

  @Test
  void isReleasedBeforeAnEmptyEnd() {
    releasing(Mono.empty()).subscribe(events::add, _ -> {}, () -> events.add("complete"));
    assertThat(events).containsExactly("released", "complete");
  }

  @Test
  void isReleasedBeforeAnError() {
    releasing(Mono.error(new IllegalStateException("error")))
        .subscribe(events::add, error -> events.add(error.getMessage()));
    assertThat(events).containsExactly("released", "error");
  }

  @Test
  void isReleasedOnceAfterTheSourceWasCancelled() {
    var subscription =
        releasing(Mono.<String>never().doOnCancel(() -> events.add("cancelled"))).subscribe();
    assertThat(events).isEmpty();
    subscription.dispose();
    subscription.dispose();
    assertThat(events).containsExactly("cancelled", "released");
  }

  @Test
  void cancellationAfterTheEndReleasesNothing() {
    Sinks.One<String> source = Sinks.one();
    var subscription = releasing(source.asMono()).subscribe();
    source.tryEmitValue("value");
    subscription.dispose();
    assertThat(events).containsExactly("released");
  }
}
