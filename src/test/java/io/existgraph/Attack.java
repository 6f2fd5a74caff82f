package io.existgraph;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/// Clients that send the worst and the largest documents, and strange names and credentials between
/// them, one after the other, until it is closed.
final class Attack implements AutoCloseable {
  /// The largest answer that the demo's data allows.
  static final String ALL =
      "{me{id groups{attributes{name label value values(last:90){date value formatted}}}}}";

  private static final List<String> DOCUMENTS =
      List.of(
          ALL,
          "{me{a:groups{attributes{values(last:100){value}}}}}",
          aliases(600),
          aliases(40),
          "{" + "me{".repeat(200) + "id" + "}".repeat(200) + "}",
          "query{__typename " + "@skip(if:false)".repeat(900) + "}",
          "{me{" + "username ".repeat(50_000) + "}}",
          "{__schema{types{fields{type{fields{type{fields{name}}}}}}}}",
          "x".repeat(600_000));

  private final ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor();
  private final List<CompletableFuture<Void>> running = new ArrayList<>();
  private final AtomicInteger sent = new AtomicInteger();
  private volatile boolean isOver;

  /// Each client waits so long after an answer.
  Attack(Program gateway, String credential, int clients, Duration pause) {
    for (int i = 0; i < clients; i++) {
      int first = i;
      running.add(
          CompletableFuture.runAsync(() -> run(gateway, credential, first, pause), this.clients));
    }
  }

  private static String aliases(int count) {
    StringBuilder aliases = new StringBuilder("{me{");
    for (int i = 0; i < count; i++) {
      aliases.append('a').append(i).append(":groups{attributes{values(last:100){date value}}} ");
    }
    return aliases + "}}";
  }

  private void run(Program gateway, String credential, int first, Duration pause) {
    for (int i = first; !isOver; i++) {
      String document = DOCUMENTS.get(i % DOCUMENTS.size());
      check(gateway.ask(document, credential), document);
      int number = sent.incrementAndGet();
      check(gateway.ask(strange(number), credential), "strange names");
      check(gateway.ask(strange(number), "Token made-up-" + number), "a made-up credential");
      LockSupport.parkNanos(pause.toNanos());
    }
  }

  /// A document that nobody sent before, with names that there are not.
  private static String strange(int number) {
    return "{user(username:\"u%d\"){id username} me{attribute(name:\"n%d\"){value}}}"
        .formatted(number, number);
  }

  private static void check(int status, String what) {
    assertThat(status).as(what).isIn(200, 400, 413, 503);
  }

  /// Rounds: each is a document and two requests with strange names.
  int sent() {
    return sent.get();
  }

  /// Ends it; fails when one was answered as none should be.
  @Override
  public void close() {
    isOver = true;
    clients.close();
    running.forEach(CompletableFuture::join);
  }
}
