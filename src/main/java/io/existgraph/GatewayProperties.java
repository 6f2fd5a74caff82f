package io.existgraph;

import io.existgraph.data.FreshnessClass;
import io.existgraph.web.AllowedOrigins;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.convert.DataSizeUnit;
import org.springframework.util.unit.DataSize;
import org.springframework.util.unit.DataUnit;

/// The settings of the gateway with their defaults, under `exist`.
@ConfigurationProperties("exist")
public record GatewayProperties(
    @DefaultValue Api api,
    @DefaultValue OAuth oauth,
    @DefaultValue TokenMutations tokenMutations,
    @DefaultValue Budget budget,
    @DefaultValue Cache cache,
    @DefaultValue Limits limits,
    @DefaultValue Documents documents,
    @DefaultValue Cors cors,
    @DefaultValue Dashboard dashboard,
    @DefaultValue GraphiQl graphiql,
    @DefaultValue GraphQl graphql,
    @DefaultValue Shutdown shutdown,
    @DefaultValue Redis redis) {
  private static final Duration MAX_DURATION = Duration.ofDays(365);
  private static final Duration MAX_TIMEOUT = Duration.ofHours(1);

  public enum Version {
    V1,
    V2
  }

  /// The version and origin of the API, and the HTTP proxy on the way to it. `http` is allowed on
  /// loopback addresses only, since requests carry tokens.
  public record Api(
      @DefaultValue("v1") Version version,
      @DefaultValue("https://exist.io") URI baseUrl,
      @Nullable URI proxy) {
    private static final int MAX_PORT = 65_535;

    public Api {
      require(isOrigin(baseUrl), "exist.api.base-url must be scheme, host and port alone");
      boolean isSafe =
          "https".equals(baseUrl.getScheme())
              || ("http".equals(baseUrl.getScheme()) && isLoopback(baseUrl.getHost()));
      require(isSafe, "exist.api.base-url must be https, or http on a loopback address");
      require(
          proxy == null || isProxy(proxy),
          "exist.api.proxy must be an address such as http://proxy.example:3128");
    }

    private static boolean isProxy(URI url) {
      return "http".equals(url.getScheme())
          && url.getHost() != null
          && url.getPort() > 0
          && url.getPort() <= MAX_PORT
          && List.of("", "/").contains(url.getPath())
          && url.getRawQuery() == null
          && url.getRawFragment() == null;
    }

    /// Without the proxy, whose address may contain a password.
    @Override
    public String toString() {
      return "Api[" + version + ", " + baseUrl + "]";
    }

    private static boolean isOrigin(URI url) {
      return url.getHost() != null
          && url.getPort() <= MAX_PORT
          && List.of("", "/").contains(url.getPath())
          && url.getRawUserInfo() == null
          && url.getRawQuery() == null
          && url.getRawFragment() == null;
    }

    private static boolean isLoopback(String host) {
      try {
        return InetAddress.getByName(host).isLoopbackAddress();
      } catch (UnknownHostException _) {
        return false;
      }
    }
  }

  /// The OAuth2 client of token mutations whose input has none.
  public record OAuth(@Nullable String clientId, @Nullable String clientSecret) {
    /// The type name alone, without the secret.
    @Override
    public String toString() {
      return "OAuth";
    }
  }

  /// Whether the schema has `requestToken`, `exchangeAuthorizationCode` and `refreshAccessToken`.
  public record TokenMutations(@DefaultValue("true") boolean enabled) {}

  /// The rate limit of each credential: requests per window, of which some are reserved for writes.
  public record Budget(
      @DefaultValue("300") int limit,
      @DefaultValue("1h") Duration window,
      @DefaultValue("20") int writeReserve,
      @DefaultValue("true") boolean sharedByAccount) {
    public Budget {
      require(limit > 0, "exist.budget.limit must be positive");
      require(window.isPositive(), "exist.budget.window must be positive");
      require(window.compareTo(MAX_DURATION) <= 0, "exist.budget.window must be at most 365 days");
      require(writeReserve >= 0, "exist.budget.write-reserve must not be negative");
    }
  }

  /// The size of the cache, in total and per caller, how long stale entries may be served, and the
  /// size of the ready answers.
  public record Cache(
      @DefaultValue("64MB") @DataSizeUnit(DataUnit.BYTES) DataSize maxBytes,
      @DefaultValue("2MB") @DataSizeUnit(DataUnit.BYTES) DataSize maxBytesPerCaller,
      @DefaultValue Fresh fresh,
      @DefaultValue("6h") Duration staleFor,
      @DefaultValue("16MB") @DataSizeUnit(DataUnit.BYTES) DataSize readyBytes,
      @DefaultValue("30s") Duration noCacheFloor) {
    public Cache {
      require(!maxBytes.isNegative(), "exist.cache.max-bytes must not be negative");
      require(
          !maxBytesPerCaller.isNegative(), "exist.cache.max-bytes-per-caller must not be negative");
      require(!readyBytes.isNegative(), "exist.cache.ready-bytes must not be negative");
      require(!staleFor.isNegative(), "exist.cache.stale-for must not be negative");
      require(
          staleFor.compareTo(MAX_DURATION) <= 0, "exist.cache.stale-for must be at most 365 days");
      require(!noCacheFloor.isNegative(), "exist.cache.no-cache-floor must not be negative");
      require(
          noCacheFloor.compareTo(MAX_DURATION) <= 0,
          "exist.cache.no-cache-floor must be at most 365 days");
    }
  }

  /// The freshness lifetime of each class of entries.
  public record Fresh(
      @DefaultValue("24h") Duration profile,
      @DefaultValue("5m") Duration today,
      @DefaultValue("5m") Duration recent,
      @DefaultValue("24h") Duration history,
      @DefaultValue("12h") Duration averages,
      @DefaultValue("12h") Duration correlations,
      @DefaultValue("15m") Duration insights,
      @DefaultValue("1m") Duration owned) {
    public Fresh {
      for (Duration lifetime :
          new Duration[] {
            profile, today, recent, history, averages, correlations, insights, owned
          }) {
        require(!lifetime.isNegative(), "exist.cache.fresh must not be negative");
        require(
            lifetime.compareTo(MAX_DURATION) <= 0, "exist.cache.fresh must be at most 365 days");
      }
    }

    Map<FreshnessClass, Duration> byClass() {
      Map<FreshnessClass, Duration> fresh = new EnumMap<>(FreshnessClass.class);
      fresh.put(FreshnessClass.PROFILE, profile);
      fresh.put(FreshnessClass.TODAY, today);
      fresh.put(FreshnessClass.RECENT, recent);
      fresh.put(FreshnessClass.HISTORY, history);
      fresh.put(FreshnessClass.AVERAGES, averages);
      fresh.put(FreshnessClass.CORRELATIONS, correlations);
      fresh.put(FreshnessClass.INSIGHTS, insights);
      fresh.put(FreshnessClass.OWNED, owned);
      return fresh;
    }
  }

  /// Limits of an operation, of an exchange with Exist, and of a caller.
  public record Limits(
      @DefaultValue("120") int requests,
      @DefaultValue("50000") int values,
      @DefaultValue("150000") int valuesInFlight,
      @DefaultValue("1000") int writeItems,
      @DefaultValue("15s") Duration operationTimeout,
      @DefaultValue("8s") Duration exchangeTimeout,
      @DefaultValue("2s") Duration connectTimeout,
      @DefaultValue("4") int exchangesPerCaller,
      @DefaultValue("512KB") @DataSizeUnit(DataUnit.BYTES) DataSize body,
      @DefaultValue("2000") int tokens,
      @DefaultValue("12") int depth,
      @DefaultValue("1000") int fields,
      @DefaultValue("50") int aliases,
      @DefaultValue("10") int rootFields,
      @DefaultValue("5") int mutationFields,
      @DefaultValue("20") int directives,
      @DefaultValue("4MB") @DataSizeUnit(DataUnit.BYTES) DataSize response,
      @DefaultValue("200") int operations) {
    public Limits {
      require(requests > 0, "exist.limits.requests must be positive");
      require(values > 0, "exist.limits.values must be positive");
      require(valuesInFlight > 0, "exist.limits.values-in-flight must be positive");
      require(writeItems > 0, "exist.limits.write-items must be positive");
      requireTimeout(operationTimeout, "exist.limits.operation-timeout");
      requireTimeout(exchangeTimeout, "exist.limits.exchange-timeout");
      requireTimeout(connectTimeout, "exist.limits.connect-timeout");
      require(exchangesPerCaller > 0, "exist.limits.exchanges-per-caller must be positive");
      require(isSize(body), "exist.limits.body must be positive and below 2GB");
      require(tokens > 0, "exist.limits.tokens must be positive");
      require(depth > 0, "exist.limits.depth must be positive");
      require(fields > 0, "exist.limits.fields must be positive");
      require(aliases >= 0, "exist.limits.aliases must not be negative");
      require(rootFields > 0, "exist.limits.root-fields must be positive");
      require(mutationFields > 0, "exist.limits.mutation-fields must be positive");
      require(directives >= 0, "exist.limits.directives must not be negative");
      require(isSize(response), "exist.limits.response must be positive and below 2GB");
      require(operations > 0, "exist.limits.operations must be positive");
    }

    private static void requireTimeout(Duration timeout, String name) {
      require(timeout.isPositive(), name + " must be positive");
      require(timeout.compareTo(MAX_TIMEOUT) <= 0, name + " must be at most an hour");
    }

    private static boolean isSize(DataSize size) {
      return size.toBytes() > 0 && size.toBytes() < Integer.MAX_VALUE;
    }
  }

  /// The folder of trusted documents, which clients send by id, and whether only those are
  /// executed.
  public record Documents(@Nullable Path folder, @DefaultValue("false") boolean only) {
    public Documents {
      require(
          folder == null || Files.isDirectory(folder),
          "exist.documents.folder must be a folder that exists");
      require(folder != null || !only, "exist.documents.only needs exist.documents.folder");
    }
  }

  /// The origins that CORS allows to read responses: `allowedOrigins` exactly, and with
  /// `allowLoopback` every origin on the user's own machine.
  public record Cors(
      @DefaultValue Set<String> allowedOrigins, @DefaultValue("false") boolean allowLoopback) {
    public Cors {
      allowedOrigins = new AllowedOrigins(allowedOrigins, allowLoopback).origins();
    }
  }

  /// Whether the dashboard is served.
  public record Dashboard(@DefaultValue("true") boolean enabled) {}

  /// Whether the GraphiQL page is served.
  public record GraphiQl(@DefaultValue("true") boolean enabled) {}

  /// Whether introspection is allowed.
  public record GraphQl(@DefaultValue("true") boolean introspection) {}

  /// How long requests are still accepted after readiness went down.
  public record Shutdown(@DefaultValue("5s") Duration delay) {
    public Shutdown {
      require(!delay.isNegative(), "exist.shutdown.delay must not be negative");
      require(delay.compareTo(MAX_TIMEOUT) <= 0, "exist.shutdown.delay must be at most an hour");
    }
  }

  /// The Redis or Valkey server over which several instances share hours, cache and idempotency
  /// keys; without `url` each instance is alone. `instances` is how many are assumed to run while
  /// the server is away, and `incrementsWithout` what happens to increments with an idempotency key
  /// meanwhile, when more than one is known.
  public record Redis(
      @Nullable String url,
      @Nullable String username,
      @Nullable String password,
      @Nullable String secret,
      @DefaultValue("50ms") Duration timeout,
      @DefaultValue("1") int instances,
      @DefaultValue("refuse") IncrementsWithout incrementsWithout) {
    private static final String HOST = "([\\w.-]+|\\[[\\da-fA-F:]+])(:\\d{1,5})?";
    private static final Pattern URL = Pattern.compile("rediss?://" + HOST + "(," + HOST + ")*");
    private static final Duration MAX_REPLY_TIMEOUT = Duration.ofSeconds(1);
    private static final int MIN_SECRET = 16;
    private static final int MAX_INSTANCES = 100;

    /// What happens to an increment that a retry at another instance could repeat.
    public enum IncrementsWithout {
      REFUSE,
      LOCAL
    }

    public Redis {
      require(
          url == null || URL.matcher(url).matches(),
          "exist.redis.url must be redis:// or rediss:// with hosts and ports alone");
      require(
          username == null || password != null, "exist.redis.username needs exist.redis.password");
      require(
          secret == null || secret.length() >= MIN_SECRET,
          "exist.redis.secret must have at least 16 characters");
      require(timeout.isPositive(), "exist.redis.timeout must be positive");
      require(
          timeout.compareTo(MAX_REPLY_TIMEOUT) <= 0,
          "exist.redis.timeout must be at most a second");
      require(
          instances > 0 && instances <= MAX_INSTANCES, "exist.redis.instances must be 1 to 100");
    }

    /// The type name alone, without the secrets.
    @Override
    public String toString() {
      return "Redis";
    }
  }

  private static void require(boolean isValid, String message) {
    if (!isValid) {
      throw new IllegalArgumentException(message);
    }
  }
}
