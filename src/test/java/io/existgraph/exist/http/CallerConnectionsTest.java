package io.existgraph.exist.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.existgraph.Delivery;
import io.existgraph.RawExist;
import io.existgraph.RawExist.RecordedRequest;
import io.existgraph.credential.CallerId;
import io.existgraph.credential.Credential;
import io.existgraph.exist.Failure;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.http.client.HttpClient;
import reactor.netty.resources.ConnectionProvider;

/// Which connection carries what, over real sockets. This Exist answers with the credential.
class CallerConnectionsTest {
  private static final Duration LONGEST = Duration.ofSeconds(20);

  private volatile Delivery delivery = Delivery.WHOLE;
  private final RawExist exist =
      new RawExist(seen -> delivery.of("[\"" + seen.authorization() + seen.target() + "\"]"));
  private final ExistWebClient wire =
      new ExistWebClient(exist::address, LONGEST, LONGEST, LONGEST, Instant::now);

  @AfterEach
  void close() throws IOException {
    exist.close();
  }

  private static ExistRequest call(String token, String target) {
    return ExistRequest.get(new Credential("Token " + token), target);
  }

  private void answersItself(String token, String target) {
    assertThat(answer(token, target).block(LONGEST)).isEqualTo("Token " + token + target);
  }

  private Mono<String> answer(String token, String target) {
    return wire.send(call(token, target))
        .map(reply -> reply.json().elements().getFirst().asString());
  }

  private static void until(BooleanSupplier isSo) {
    for (int i = 0; i < 1_000 && !isSo.getAsBoolean(); i++) {
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
    }
    assertThat(isSo.getAsBoolean()).isTrue();
  }

  @Test
  void noConnectionCarriesTwoCredentials() {
    Flux.range(0, 2_000)
        .flatMap(number -> answer("t" + number % 40, "/" + number), 100)
        .blockLast(LONGEST.multipliedBy(2));
    Map<Integer, Set<String>> carried =
        exist.requests().stream()
            .collect(
                Collectors.groupingBy(
                    RecordedRequest::connection,
                    Collectors.mapping(RecordedRequest::authorization, Collectors.toSet())));
    assertThat(carried.values()).allSatisfy(callers -> assertThat(callers).hasSize(1));
    assertThat(exist.requests()).anyMatch(request -> request.turn() > 1);
  }

  @Test
  void aCredentialUsesItsConnectionAgain() {
    for (int i = 0; i < 10; i++) {
      answersItself("a", "/" + i);
      answersItself("b", "/" + i);
    }
    assertThat(exist.connections()).isEqualTo(2);
  }

  @Test
  void aConnectionIsBackWhileItsAnswerIsStillWorkedOn() {
    AtomicReference<CompletableFuture<String>> next = new AtomicReference<>();
    answer("a", "/1")
        .doOnNext(
            _ -> {
              next.set(answer("a", "/2").toFuture());
              LockSupport.parkNanos(Duration.ofMillis(1_500).toNanos());
            })
        .block(LONGEST);
    assertThat(next.get().join()).isEqualTo("Token a/2");
    assertThat(exist.connections()).isEqualTo(1);
  }

  @Test
  void requestsWithoutCredentialHaveAConnectionEach() {
    ExistRequest form =
        new ExistRequest(null, "POST", "/", "application/x-www-form-urlencoded", "a=b");
    for (int i = 0; i < 3; i++) {
      assertThat(wire.send(form).block(LONGEST).status()).isEqualTo(200);
      answersItself("a", "/");
    }
    List<RecordedRequest> forms =
        exist.requests().stream().filter(request -> request.method().equals("POST")).toList();
    assertThat(forms).allMatch(request -> request.headers().get("connection").equals("close"));
    assertThat(exist.connections()).isEqualTo(3 + 1);
    until(() -> exist.open() == 1);
  }

  @Test
  void madeUpCredentialsTakeNoMoreConnectionsThanAnyOther() {
    answersItself("mine", "/");
    Flux.range(0, 600)
        .flatMap(number -> answer("t" + number, "/"), 50)
        .blockLast(LONGEST.multipliedBy(2));
    until(() -> exist.open() <= CallerConnections.MAX_CONNECTIONS);
    answersItself("mine", "/");
    assertThat(exist.connections()).isGreaterThan(600);
  }

  @ParameterizedTest
  @EnumSource
  void eachRequestHasItsOwnAnswerHoweverItComes(Delivery delivery) {
    this.delivery = delivery;
    for (int i = 0; i < 3; i++) {
      answersItself("a", "/" + i);
      if (!delivery.isValid()) {
        int used = 1 + i;
        until(() -> exist.open() == 0 && exist.connections() == used);
      }
    }
    assertThat(exist.connections()).isEqualTo(delivery.isValid() ? 1 : 3);
  }

  @Test
  void switchingProtocolsIsABadResponse() {
    try (RawExist other =
        new RawExist(
            _ ->
                (_, socket) -> {
                  socket
                      .getOutputStream()
                      .write("HTTP/1.1 101 X\r\nUpgrade: websocket\r\n\r\n".getBytes());
                  return true;
                })) {
      ExistWebClient there =
          new ExistWebClient(other::address, LONGEST, LONGEST, LONGEST, Instant::now);
      NoResponseException lost =
          org.assertj.core.api.Assertions.catchThrowableOfType(
              NoResponseException.class, () -> there.send(call("a", "/")).block(LONGEST));
      assertThat(lost.failure()).isInstanceOf(Failure.BadResponse.class);
      assertThat(lost.wasSent()).isTrue();
      assertThat(lost.mayBeRetried()).isFalse();
      until(() -> other.open() == 0);
    } catch (IOException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private CallerConnection opened(CallerId owner) {
    var pool = ConnectionProvider.create("test", 1);
    var http = HttpClient.create(pool);
    var connector = new org.springframework.http.client.reactive.ReactorClientHttpConnector(http);
    return new CallerConnection(
        owner, WebClient.builder().clientConnector(connector).build(), pool);
  }

  private Mono<String> get(WebClient client) {
    URI address = exist.address();
    return client.get().uri(address).retrieve().bodyToMono(String.class);
  }

  @Test
  void aConnectionThatIsNotUsedIsClosed() {
    var connections = new CallerConnections(this::opened, Duration.ofSeconds(1));
    CallerId caller = new Credential("Token a").callerId();
    for (int i = 0; i < 3; i++) {
      assertThat(connections.use(caller, this::get).block(LONGEST)).isNotEmpty();
    }
    assertThat(exist.connections()).isEqualTo(1);
    until(() -> connections.count() == 0 && exist.open() == 0);
  }

  @Test
  void aWriteGoesOverAConnectionThatWasIdleForASecondAtMost() {
    AtomicLong nanoTime = new AtomicLong();
    var connections = new CallerConnections(this::opened, LONGEST, nanoTime::get);
    CallerId caller = new Credential("Token a").callerId();
    connections.use(caller, this::get).block(LONGEST);
    nanoTime.addAndGet(1_000_000_000);
    connections.useForWrite(caller, this::get).block(LONGEST);
    assertThat(exist.connections()).isEqualTo(1);
    nanoTime.addAndGet(1_000_000_001);
    connections.use(caller, this::get).block(LONGEST);
    assertThat(exist.connections()).isEqualTo(1);
    nanoTime.addAndGet(1_000_000_001);
    connections.useForWrite(caller, this::get).block(LONGEST);
    assertThat(exist.connections()).isEqualTo(2);
    assertThat(connections.count()).isEqualTo(1);
  }

  @Test
  void aConnectionOfAnExchangeThatFailedIsNotKept() {
    var connections = new CallerConnections(this::opened, LONGEST);
    CallerId caller = new Credential("Token a").callerId();
    connections
        .use(caller, client -> get(client).then(Mono.error(new IOException("unread"))))
        .onErrorComplete()
        .block(LONGEST);
    connections.use(caller, client -> get(client).then(Mono.never())).subscribe().dispose();
    until(() -> connections.count() == 0 && exist.open() == 0);
  }
}
