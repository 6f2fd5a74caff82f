package io.existgraph.simulator;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;
import reactor.netty.resources.LoopResources;

/// An Exist with made-up data, on a loopback port of its own.
public final class ExistSimulator implements AutoCloseable {
  /// The one OAuth2 client that is registered here; `Bearer demo` is a token of it.
  public static final String CLIENT_ID = "demo-client";

  public static final String CLIENT_SECRET = "demo-secret";

  private static final int MOST_SEEN = 20_000;

  private final InstantSource clock;
  private final Accounts world;
  private final List<ApiRouter> apis;
  private final OAuthEndpoints oauth;
  private final LoopResources threads = LoopResources.create("demo-exist", 2, true);
  private final DisposableServer server;
  private final Deque<Seen> seen = new ArrayDeque<>();
  private final List<Trouble> troubles = new CopyOnWriteArrayList<>();
  private volatile SimulatorOptions habits;

  private record Trouble(Predicate<Seen> which, InjectedFault fault) {}

  /// A request as it arrived. The target is the decoded path with its parameters sorted by name.
  public record Seen(String method, String target, @Nullable String authorization, Instant at) {

    public String line() {
      return method + " " + target;
    }

    @Override
    public String toString() {
      return line();
    }
  }

  private ExistSimulator(InstantSource clock, SimulatorOptions habits) {
    this.clock = clock;
    this.habits = habits;
    this.world = new Accounts(clock);
    RequestThrottle throttle = new RequestThrottle();
    this.apis = List.of(V1Routes.api(world, throttle), V2Routes.api(world, throttle));
    this.oauth = new OAuthEndpoints(world);
    this.server =
        HttpServer.create().host("127.0.0.1").port(0).runOn(threads).handle(this::handle).bindNow();
  }

  public static ExistSimulator start(InstantSource clock) {
    return start(clock, SimulatorOptions.USUAL);
  }

  public static ExistSimulator start(InstantSource clock, SimulatorOptions habits) {
    return new ExistSimulator(clock, habits);
  }

  public URI address() {
    return URI.create("http://127.0.0.1:" + server.port());
  }

  /// The requests so far, in order of arrival; of very many the latest.
  public List<Seen> requests() {
    synchronized (seen) {
      return List.copyOf(seen);
    }
  }

  public void forgetRequests() {
    synchronized (seen) {
      seen.clear();
    }
  }

  /// As if nobody had ever written anything.
  public void forgetWrites() {
    world.forgetWrites();
  }

  /// Changes the habits from the next request on.
  public void habits(SimulatorOptions habits) {
    this.habits = habits;
  }

  /// Makes the requests that match go wrong until healed; of two faults the older one wins.
  public void fault(Predicate<Seen> which, InjectedFault fault) {
    troubles.add(new Trouble(which, fault));
  }

  public void heal() {
    troubles.clear();
  }

  @Override
  public void close() {
    server.disposeNow();
    threads.disposeLater(Duration.ZERO, Duration.ofSeconds(1)).block();
  }

  private Mono<Void> handle(HttpServerRequest wire, HttpServerResponse out) {
    ApiRequest head = ApiRequest.of(wire, "");
    Seen arrived = new Seen(head.method(), head.target(), head.authorization(), clock.instant());
    note(arrived);
    return wire.receive()
        .aggregate()
        .asString(StandardCharsets.UTF_8)
        .defaultIfEmpty("")
        .flatMap(body -> answer(arrived, ApiRequest.of(wire, body), out));
  }

  private void note(Seen arrived) {
    synchronized (seen) {
      seen.addLast(arrived);
      if (seen.size() > MOST_SEEN) {
        seen.removeFirst();
      }
    }
  }

  private Mono<Void> answer(Seen arrived, ApiRequest request, HttpServerResponse out) {
    InjectedFault fault =
        troubles.stream()
            .filter(it -> it.which().test(arrived))
            .findFirst()
            .map(Trouble::fault)
            .orElse(null);
    Mono<Void> sent = ExchangeOutcome.of(fault, () -> carryOut(request)).send(out);
    return habits.latency().isZero() ? sent : Mono.delay(habits.latency()).then(sent);
  }

  private ApiReply carryOut(ApiRequest request) {
    try {
      for (ApiRouter api : apis) {
        if (api.has(request)) {
          return api.answer(request, habits, address());
        }
      }
      return oauth.answer(request);
    } catch (RequestRejection it) {
      return it.reply();
    }
  }
}
