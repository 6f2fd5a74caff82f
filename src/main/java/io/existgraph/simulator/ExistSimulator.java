package io.existgraph.simulator;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
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

/// An in-process HTTP server on a loopback port that simulates Exist with generated data. Records
/// its requests and injects faults for tests.
public final class ExistSimulator implements AutoCloseable {
  /// The only registered OAuth2 client, which `Bearer demo` belongs to.
  public static final String CLIENT_ID = "demo-client";

  public static final String CLIENT_SECRET = "demo-secret";

  private static final int MAX_RECORDED_REQUESTS = 20_000;

  private final InstantSource clock;
  private final SimulatedAccounts accounts;
  private final List<ApiRouter> routers;
  private final OAuthEndpoints oauth;
  private final LoopResources threads = LoopResources.create("demo-exist", 2, true);
  private final DisposableServer server;
  private final Deque<RecordedRequest> recorded = new ArrayDeque<>();
  private final List<FaultRule> faultRules = new CopyOnWriteArrayList<>();
  private volatile SimulatorOptions options;

  private record FaultRule(Predicate<RecordedRequest> requests, InjectedFault fault) {}

  /// A received request. `target` is the decoded path with its parameters sorted by name.
  public record RecordedRequest(
      String method, String target, @Nullable String authorization, Instant at) {

    public String line() {
      return method + " " + target;
    }

    @Override
    public String toString() {
      return line();
    }
  }

  private ExistSimulator(InstantSource clock, SimulatorOptions options) {
    this.clock = clock;
    this.options = options;
    this.accounts = new SimulatedAccounts(clock);
    RequestThrottle throttle = new RequestThrottle();
    this.routers =
        List.of(V1Routes.router(accounts, throttle), V2Routes.router(accounts, throttle));
    this.oauth = new OAuthEndpoints(accounts);
    this.server =
        HttpServer.create().host("127.0.0.1").port(0).runOn(threads).handle(this::handle).bindNow();
  }

  public static ExistSimulator start(InstantSource clock) {
    return start(clock, SimulatorOptions.DEFAULT);
  }

  public static ExistSimulator start(InstantSource clock, SimulatorOptions options) {
    return new ExistSimulator(clock, options);
  }

  public URI address() {
    return URI.create("http://127.0.0.1:" + server.port());
  }

  /// The received requests in order of arrival, at most the latest 20,000.
  public List<RecordedRequest> requests() {
    synchronized (recorded) {
      return List.copyOf(recorded);
    }
  }

  /// Clears the recorded requests.
  public void clearRequests() {
    synchronized (recorded) {
      recorded.clear();
    }
  }

  /// Restores the generated data of all users.
  public void discardWrites() {
    accounts.discardWrites();
  }

  /// Moves a user to another time zone until [#discardWrites].
  public void move(String username, ZoneId zone) {
    accounts.change(username, user -> user.in(zone));
  }

  /// Renames a user until [#discardWrites]; credentials stay theirs.
  public void rename(String username, String newName) {
    accounts.change(username, user -> user.named(newName));
  }

  /// Gives a user so many attributes until [#discardWrites].
  public void track(String username, int attributes) {
    accounts.track(username, attributes);
  }

  /// Replaces the options, effective from the next request.
  public void options(SimulatorOptions options) {
    this.options = options;
  }

  /// Injects the fault into all matching requests until [#clearFaults]. Of several the first wins.
  public void fault(Predicate<RecordedRequest> requests, InjectedFault fault) {
    faultRules.add(new FaultRule(requests, fault));
  }

  /// Removes all faults.
  public void clearFaults() {
    faultRules.clear();
  }

  @Override
  public void close() {
    server.disposeNow();
    threads.disposeLater(Duration.ZERO, Duration.ofSeconds(1)).block();
  }

  private Mono<Void> handle(HttpServerRequest http, HttpServerResponse out) {
    ApiRequest head = ApiRequest.of(http, "");
    RecordedRequest arrived =
        new RecordedRequest(head.method(), head.target(), head.authorization(), clock.instant());
    record(arrived);
    return http.receive()
        .aggregate()
        .asString(StandardCharsets.UTF_8)
        .defaultIfEmpty("")
        .flatMap(body -> respond(arrived, ApiRequest.of(http, body), out));
  }

  private void record(RecordedRequest arrived) {
    synchronized (recorded) {
      recorded.addLast(arrived);
      if (recorded.size() > MAX_RECORDED_REQUESTS) {
        recorded.removeFirst();
      }
    }
  }

  private Mono<Void> respond(RecordedRequest arrived, ApiRequest request, HttpServerResponse out) {
    InjectedFault fault =
        faultRules.stream()
            .filter(rule -> rule.requests().test(arrived))
            .findFirst()
            .map(FaultRule::fault)
            .orElseGet(() -> TroubledToken.faultOf(arrived.authorization()));
    Mono<Void> sent = ExchangeOutcome.of(fault, () -> dispatch(request)).send(out);
    return options.latency().isZero() ? sent : Mono.delay(options.latency()).then(sent);
  }

  private ApiReply dispatch(ApiRequest request) {
    try {
      for (ApiRouter router : routers) {
        if (router.matches(request)) {
          return router.handle(request, options, address());
        }
      }
      return oauth.handle(request);
    } catch (RequestRejection e) {
      return e.reply();
    }
  }
}
