package io.existgraph;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.existgraph.cache.CacheReplication;
import io.existgraph.cache.CallerCache;
import io.existgraph.cache.CallerCaches;
import io.existgraph.credential.CallerId;
import io.existgraph.ratelimit.ClaimedReservation;
import io.existgraph.ratelimit.RateLimiter;
import io.existgraph.ratelimit.Reservation;
import io.existgraph.ratelimit.ReservedRequest;
import io.existgraph.simulator.ExistSimulator;
import io.existgraph.simulator.SimulatorOptions;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Proxy;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.zip.GZIPInputStream;
import org.awaitility.Awaitility;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;
import reactor.core.publisher.Mono;

/// A gateway with a clock and a simulator of its own, that goes through the same as another one.
/// The users of the simulator live in the zones that they are given here.
final class TwinGateway implements AutoCloseable {
  private static final HttpClient HTTP =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private static final long PATIENCE_NANOS = 30_000_000_000L;
  private static final long PAUSE_NANOS = 200_000;

  private static final Pattern RATE_LIMIT = Pattern.compile("\"rateLimit\":\\{[^}]*}");
  private static final Pattern TRACE = Pattern.compile("\"trace\":\\[(.*?)\\]");

  final ExistSimulator exist;
  final GivenClock clock;
  private final GivenClock clockOfExist;
  private final Map<String, String> zones;
  private final HttpServer between;
  private final ConfigurableApplicationContext context;

  /// What a client can see of a response. The request id is not compared.
  record Seen(int status, Map<String, List<String>> headers, String body) {
    /// Neither in the extensions nor in the field `rateLimit`, and so of no known length.
    Seen withoutRateLimit() {
      Map<String, List<String>> others = new TreeMap<>(headers);
      others.remove("content-length");
      return new Seen(status, others, RATE_LIMIT.matcher(body).replaceAll("\"rateLimit\":{}"));
    }
  }

  /// The reservations that have not ended, and the callers that they were made for.
  static final class Reads {
    private final AtomicInteger pending = new AtomicInteger();
    private final AtomicInteger ended = new AtomicInteger();
    private final Set<CallerId> callers = ConcurrentHashMap.newKeySet();

    @Bean
    @Primary
    RateLimiter countingLimiter(@Qualifier("rateLimiter") RateLimiter limiter) {
      return (RateLimiter)
          Proxy.newProxyInstance(
              RateLimiter.class.getClassLoader(),
              new Class<?>[] {RateLimiter.class},
              (_, method, arguments) ->
                  method.invoke(limiter, arguments) instanceof Object result
                      ? counted(result, arguments)
                      : null);
    }

    /// Of a method that reserves, for its first argument, a result that counts.
    private Object counted(Object result, Object[] arguments) {
      if (!(result instanceof Mono<?> reservation)) {
        return result;
      }
      callers.add((CallerId) arguments[0]);
      return reservation.map(
          value ->
              value instanceof ClaimedReservation(var claimed, var elsewhere)
                  ? new ClaimedReservation(counted(claimed), elsewhere)
                  : counted((Reservation) value));
    }

    private Reservation counted(Reservation reservation) {
      return reservation instanceof Reservation.Granted(var requests)
          ? new Reservation.Granted(requests.stream().map(this::counted).toList())
          : reservation;
    }

    private ReservedRequest counted(ReservedRequest request) {
      pending.incrementAndGet();
      return new ReservedRequest(
          request.caller(),
          new ReservedRequest.EndListener() {
            @Override
            public void committed(Duration lingering) {
              request.commit(lingering);
              end();
            }

            @Override
            public void released() {
              request.release();
              end();
            }
          });
    }

    private void end() {
      ended.incrementAndGet();
      pending.decrementAndGet();
    }

    boolean areOver(CallerCaches caches) {
      return pending.get() == 0
          && callers.stream().allMatch(caller -> caches.of(caller).inFlight().isEmpty());
    }
  }

  /// A replication to no other instances, whose state is given.
  static final class GivenReplication implements CacheReplication {
    volatile Consistency consistency = Consistency.CURRENT;

    @Override
    public Consistency consistency(CallerCache cache) {
      return consistency;
    }
  }

  TwinGateway(Instant now, Map<String, String> zones, String... settings) throws IOException {
    this.zones = zones;
    GivenClock given = new GivenClock(now);
    exist = ExistSimulator.start(given, SimulatorOptions.DEFAULT.withLimitPerHour(100_000));
    between = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    between.createContext("/", this::forward);
    between.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    between.start();
    List<String> all = new ArrayList<>(List.of(settings));
    all.add("server.port=0");
    all.add("exist.api.base-url=http://127.0.0.1:" + between.getAddress().getPort());
    all.add("spring.main.allow-bean-definition-overriding=true");
    context =
        new SpringApplicationBuilder(
                ExistGraphApplication.class, GivenTime.class, Reads.class, GivenReplication.class)
            .properties(all.toArray(String[]::new))
            .run();
    clock = context.getBean(GivenClock.class);
    clock.set(now);
    clockOfExist = given;
  }

  <T> T bean(Class<T> type) {
    return context.getBean(type);
  }

  void set(Instant now) {
    clock.set(now);
    clockOfExist.set(now);
  }

  private void forward(HttpExchange exchange) throws IOException {
    byte[] body = exchange.getRequestBody().readAllBytes();
    HttpRequest.Builder request =
        HttpRequest.newBuilder(exist.address().resolve(exchange.getRequestURI()))
            .method(exchange.getRequestMethod(), BodyPublishers.ofByteArray(body));
    for (String name : List.of("Authorization", "Content-Type")) {
      String value = exchange.getRequestHeaders().getFirst(name);
      if (value != null) {
        request.header(name, value);
      }
    }
    HttpResponse<byte[]> answer = send(request.build());
    String text = new String(answer.body(), StandardCharsets.UTF_8);
    for (Map.Entry<String, String> zone : zones.entrySet()) {
      text = text.replace(zone.getKey(), zone.getValue());
    }
    answer
        .headers()
        .firstValue("Content-Type")
        .ifPresent(type -> exchange.getResponseHeaders().set("Content-Type", type));
    answer
        .headers()
        .firstValue("Retry-After")
        .ifPresent(value -> exchange.getResponseHeaders().set("Retry-After", value));
    byte[] out = text.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(answer.statusCode(), out.length == 0 ? -1 : out.length);
    exchange.getResponseBody().write(out);
    exchange.close();
  }

  private static HttpResponse<byte[]> send(HttpRequest request) {
    try {
      return HTTP.send(request, BodyHandlers.ofByteArray());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  int port() {
    return ((WebServerApplicationContext) context).getWebServer().getPort();
  }

  /// Sends a request whose address has no host yet, and waits until nothing is refreshed any more.
  Seen ask(String method, String target, String body, List<String> headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port() + target))
            .method(
                method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
    if (!headers.isEmpty()) {
      request.headers(headers.toArray(String[]::new));
    }
    HttpResponse<byte[]> answer = send(request.build());
    settle();
    return seen(answer);
  }

  /// Waits until the answers to what was sent are stored.
  void settle() {
    Reads reads = context.getBean(Reads.class);
    CallerCaches caches = context.getBean(CallerCaches.class);
    long end = System.nanoTime() + PATIENCE_NANOS;
    while (!reads.areOver(caches)) {
      if (System.nanoTime() > end) {
        throw new IllegalStateException(reads.pending + " requests have not ended");
      }
      LockSupport.parkNanos(PAUSE_NANOS);
    }
  }

  /// How many reserved requests have ended.
  int endedRequests() {
    return context.getBean(Reads.class).ended.get();
  }

  private static Seen seen(HttpResponse<byte[]> answer) {
    Map<String, List<String>> headers = new TreeMap<>(answer.headers().map());
    headers.remove("x-request-id");
    byte[] body = answer.body();
    if (headers.containsKey("content-encoding")) {
      headers.remove("content-length"); // as well compressed or better
      headers.remove("transfer-encoding");
      try {
        body = new GZIPInputStream(new ByteArrayInputStream(body)).readAllBytes();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    String text = new String(body, StandardCharsets.UTF_8);
    return new Seen(
        answer.statusCode(), headers, TRACE.matcher(text).replaceAll(TwinGateway::sorted));
  }

  /// Exchanges that run at the same time are listed as they end.
  private static String sorted(MatchResult trace) {
    String exchanges =
        Arrays.stream(trace.group(1).split("(?<=\\}),")).sorted().collect(Collectors.joining(","));
    return Matcher.quoteReplacement("\"trace\":[" + exchanges + "]");
  }

  /// The requests that its simulator has seen since the last look, in no order.
  List<String> sent() {
    List<String> lines = received();
    exist.clearRequests();
    return lines;
  }

  private List<String> received() {
    return exist.requests().stream()
        .map(ExistSimulator.RecordedRequest::toString)
        .sorted()
        .toList();
  }

  /// Waits until both have sent the same; what is refreshed in the background may be on its way.
  static void awaitSameRequests(TwinGateway one, TwinGateway other, String description) {
    Awaitility.await(description)
        .atMost(Duration.ofNanos(PATIENCE_NANOS))
        .pollInSameThread()
        .pollDelay(Duration.ZERO)
        .pollInterval(Duration.ofMillis(5))
        .untilAsserted(
            () -> assertThat(one.received()).as(description).isEqualTo(other.received()));
  }

  @Override
  public void close() {
    context.close();
    between.stop(0);
    exist.close();
  }
}
