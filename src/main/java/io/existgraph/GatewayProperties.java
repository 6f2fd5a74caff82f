package io.existgraph;

import io.existgraph.web.AllowedOrigins;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// The settings of the gateway with their defaults, under `exist`.
@ConfigurationProperties("exist")
record GatewayProperties(
    @DefaultValue ApiProperties api,
    @DefaultValue OAuthProperties oauth,
    @DefaultValue TokenMutationProperties tokenMutations,
    @DefaultValue BudgetProperties budget,
    @DefaultValue CacheProperties cache,
    @DefaultValue LimitProperties limits,
    @DefaultValue DocumentProperties documents,
    @DefaultValue CorsProperties cors,
    @DefaultValue DashboardProperties dashboard,
    @DefaultValue GraphiQlProperties graphiql,
    @DefaultValue GraphQlProperties graphql,
    @DefaultValue ShutdownProperties shutdown,
    @DefaultValue RedisProperties redis) {
  static final Duration MAX_DURATION = Duration.ofDays(365);
  static final Duration MAX_TIMEOUT = Duration.ofHours(1);

  /// The OAuth2 client of token mutations whose input has none.
  public record OAuthProperties(@Nullable String clientId, @Nullable String clientSecret) {
    /// The type name alone, without the secret.
    @Override
    public String toString() {
      return "OAuth";
    }
  }

  /// Whether the schema has `requestToken`, `exchangeAuthorizationCode` and `refreshAccessToken`.
  public record TokenMutationProperties(@DefaultValue("true") boolean enabled) {}

  /// The rate limit of each credential: requests per window, of which some are reserved for writes.
  public record BudgetProperties(
      @DefaultValue("300") int limit,
      @DefaultValue("1h") Duration window,
      @DefaultValue("20") int writeReserve,
      @DefaultValue("true") boolean sharedByAccount) {
    public BudgetProperties {
      require(limit > 0, "exist.budget.limit must be positive");
      require(window.isPositive(), "exist.budget.window must be positive");
      require(window.compareTo(MAX_DURATION) <= 0, "exist.budget.window must be at most 365 days");
      require(writeReserve >= 0, "exist.budget.write-reserve must not be negative");
    }
  }

  /// The folder of trusted documents, which clients send by id, and whether only those are
  /// executed.
  public record DocumentProperties(@Nullable Path folder, @DefaultValue("false") boolean only) {
    public DocumentProperties {
      require(
          folder == null || Files.isDirectory(folder),
          "exist.documents.folder must be a folder that exists");
      require(folder != null || !only, "exist.documents.only needs exist.documents.folder");
    }
  }

  /// The origins that CORS allows to read responses: `allowedOrigins` exactly, and with
  /// `allowLoopback` every origin on the user's own machine.
  public record CorsProperties(
      @DefaultValue Set<String> allowedOrigins, @DefaultValue("false") boolean allowLoopback) {
    public CorsProperties {
      allowedOrigins = new AllowedOrigins(allowedOrigins, allowLoopback).origins();
    }
  }

  /// Whether the dashboard is served.
  public record DashboardProperties(@DefaultValue("true") boolean enabled) {}

  /// Whether the GraphiQL page is served.
  public record GraphiQlProperties(@DefaultValue("true") boolean enabled) {}

  /// Whether introspection is allowed.
  public record GraphQlProperties(@DefaultValue("true") boolean introspection) {}

  /// How long requests are still accepted after readiness went down.
  public record ShutdownProperties(@DefaultValue("5s") Duration delay) {
    public ShutdownProperties {
      require(!delay.isNegative(), "exist.shutdown.delay must not be negative");
      require(delay.compareTo(MAX_TIMEOUT) <= 0, "exist.shutdown.delay must be at most an hour");
    }
  }

  /// The Redis or Valkey server over which several instances share hours, cache and idempotency
  /// keys; without `url` each instance is alone. `instances` is how many are assumed to run while
  /// the server is away, and `incrementsWithout` what happens to increments with an idempotency key
  /// meanwhile, when more than one is known.
  public record RedisProperties(
      @Nullable String url,
      @Nullable String username,
      @Nullable String password,
      @Nullable String secret,
      @DefaultValue("50ms") Duration timeout,
      @DefaultValue("1") int instances,
      @DefaultValue("refuse") IncrementsWithout incrementsWithout) {
    private static final String HOST = "([\\w.-]+|\\[[\\da-fA-F:]+])(:\\d{1,5})?";
    private static final Pattern URL = Pattern.compile("rediss?://" + HOST + "(," + HOST + ")*");
    static final Duration MAX_REPLY_TIMEOUT = Duration.ofSeconds(1);
    private static final int MIN_SECRET = 16;
    private static final int MAX_INSTANCES = 100;

    /// What happens to an increment that a retry at another instance could repeat.
    public enum IncrementsWithout {
      REFUSE,
      LOCAL
    }

    public RedisProperties {
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

  static void require(boolean isValid, String message) {
    if (!isValid) {
      throw new IllegalArgumentException(message);
    }
  }
}
