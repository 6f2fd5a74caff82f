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
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.convert.DataSizeUnit;
import org.springframework.util.unit.DataSize;
import org.springframework.util.unit.DataUnit;

/// Every setting of the gateway, with its default.
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
    @DefaultValue GraphiQl graphiql,
    @DefaultValue GraphQl graphql,
    @DefaultValue Shutdown shutdown) {
  private static final Duration LONGEST = Duration.ofDays(365);
  private static final Duration LONGEST_TIMEOUT = Duration.ofHours(1);

  public enum Version {
    V1,
    V2
  }

  /// Which API is asked, and where. `http` only on this machine: a token must not travel in the
  /// open.
  public record Api(
      @DefaultValue("v1") Version version, @DefaultValue("https://exist.io") URI baseUrl) {
    private static final int MOST_PORTS = 65_535;

    public Api {
      require(isOrigin(baseUrl), "exist.api.base-url must be scheme, host and port alone");
      boolean isSafe =
          "https".equals(baseUrl.getScheme())
              || ("http".equals(baseUrl.getScheme()) && isLoopback(baseUrl.getHost()));
      require(isSafe, "exist.api.base-url must be https, or http on a loopback address");
    }

    private static boolean isOrigin(URI url) {
      return url.getHost() != null
          && url.getPort() <= MOST_PORTS
          && List.of("", "/").contains(url.getPath())
          && url.getRawUserInfo() == null
          && url.getRawQuery() == null
          && url.getRawFragment() == null;
    }

    private static boolean isLoopback(String host) {
      try {
        return InetAddress.getByName(host).isLoopbackAddress();
      } catch (UnknownHostException unknown) {
        return false;
      }
    }
  }

  /// The client that token mutations use when they give none.
  public record OAuth(@Nullable String clientId, @Nullable String clientSecret) {
    /// Without the secret.
    @Override
    public String toString() {
      return "OAuth";
    }
  }

  /// Whether `requestToken`, `exchangeAuthorizationCode` and `refreshAccessToken` are there.
  public record TokenMutations(@DefaultValue("true") boolean enabled) {}

  /// The allowance of each credential.
  public record Budget(
      @DefaultValue("300") int limit,
      @DefaultValue("1h") Duration window,
      @DefaultValue("20") int writeReserve) {
    public Budget {
      require(limit > 0, "exist.budget.limit must be positive");
      require(window.isPositive(), "exist.budget.window must be positive");
      require(window.compareTo(LONGEST) <= 0, "exist.budget.window must be at most 365 days");
      require(writeReserve >= 0, "exist.budget.write-reserve must not be negative");
    }
  }

  /// What is remembered, and how long.
  public record Cache(
      @DefaultValue("64MB") @DataSizeUnit(DataUnit.BYTES) DataSize maxBytes,
      @DefaultValue("2MB") @DataSizeUnit(DataUnit.BYTES) DataSize maxBytesPerCaller,
      @DefaultValue Fresh fresh,
      @DefaultValue("6h") Duration staleFor) {
    public Cache {
      require(!maxBytes.isNegative(), "exist.cache.max-bytes must not be negative");
      require(
          !maxBytesPerCaller.isNegative(), "exist.cache.max-bytes-per-caller must not be negative");
      require(!staleFor.isNegative(), "exist.cache.stale-for must not be negative");
      require(staleFor.compareTo(LONGEST) <= 0, "exist.cache.stale-for must be at most 365 days");
    }
  }

  /// How long each kind of answer is fresh.
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
      for (Duration it :
          new Duration[] {
            profile, today, recent, history, averages, correlations, insights, owned
          }) {
        require(!it.isNegative(), "exist.cache.fresh must not be negative");
        require(it.compareTo(LONGEST) <= 0, "exist.cache.fresh must be at most 365 days");
      }
    }

    Map<FreshnessClass, Duration> byKind() {
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

  /// What one operation, one exchange and one caller may take.
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
      require(timeout.compareTo(LONGEST_TIMEOUT) <= 0, name + " must be at most an hour");
    }

    private static boolean isSize(DataSize size) {
      return size.toBytes() > 0 && size.toBytes() < Integer.MAX_VALUE;
    }
  }

  /// A folder of documents that may be called by id, and whether no others may be run.
  public record Documents(@Nullable Path folder, @DefaultValue("false") boolean only) {
    public Documents {
      require(
          folder == null || Files.isDirectory(folder),
          "exist.documents.folder must be a folder that exists");
      require(folder != null || !only, "exist.documents.only needs exist.documents.folder");
    }
  }

  /// The origins whose pages may read answers.
  public record Cors(@DefaultValue List<String> allowedOrigins) {
    public Cors {
      allowedOrigins = new AllowedOrigins(allowedOrigins).origins();
    }
  }

  /// Whether there is a page to try the API on.
  public record GraphiQl(@DefaultValue("true") boolean enabled) {}

  /// Whether the schema may be asked for.
  public record GraphQl(@DefaultValue("true") boolean introspection) {}

  /// How long requests are still taken after readiness is off.
  public record Shutdown(@DefaultValue("5s") Duration delay) {
    public Shutdown {
      require(!delay.isNegative(), "exist.shutdown.delay must not be negative");
      require(
          delay.compareTo(LONGEST_TIMEOUT) <= 0, "exist.shutdown.delay must be at most an hour");
    }
  }

  private static void require(boolean holds, String sentence) {
    if (!holds) {
      throw new IllegalArgumentException(sentence);
    }
  }
}
