package io.existgraph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.convert.ApplicationConversionService;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;
import org.springframework.util.unit.DataSize;

/// Every setting has an environment variable, and an invalid one is reported in one sentence before
/// anything is started.
@ExtendWith(OutputCaptureExtension.class)
@Isolated("reads the output")
class SettingsTest {
  @ParameterizedTest(name = "{0}={1}")
  @CsvSource(
      delimiter = '|',
      value = {
        "api.base-url | http://exist.io | must be https, or http on a loopback address",
        "api.base-url | http://192.168.1.4:8000 | must be https, or http on a loopback address",
        "api.base-url | ftp://exist.io | must be https, or http on a loopback address",
        "api.base-url | https://exist.io/api | must be scheme, host and port alone",
        "api.base-url | https://me:secret@exist.io | must be scheme, host and port alone",
        "api.base-url | https://exist.io?x=y | must be scheme, host and port alone",
        "api.base-url | https://exist.io:99999 | must be scheme, host and port alone",
        "api.base-url | exist.io | must be scheme, host and port alone",
        "api.base-url | https://exist io | must be scheme, host and port alone",
        "budget.limit | -1 | must be positive",
        "budget.limit | many | cannot be 'many': it must be a whole number",
        "budget.window | 0s | must be positive",
        "budget.write-reserve | -1 | must not be negative",
        "cache.max-bytes | -1MB | must not be negative",
        "cache.max-bytes-per-caller | huge | cannot be 'huge': it must be a size such as 512KB or"
            + " 64MB",
        "cache.stale-for | -1h | must not be negative",
        "cache.fresh.today | soon | cannot be 'soon': it must be a time such as 90s or 2h",
        "limits.requests | 0 | must be positive",
        "limits.body | -1 | must be positive and below 2GB",
        "limits.response | 3GB | must be positive and below 2GB",
        "limits.exchange-timeout | 0s | must be positive",
        "limits.operation-timeout | 106752d | must be at most an hour",
        "limits.connect-timeout | 30d | must be at most an hour",
        "limits.exchange-timeout | 9223372036854775807s | must be at most an hour",
        "budget.window | 9223372036854775807s | must be at most 365 days",
        "cache.stale-for | 366d | must be at most 365 days",
        "limits.aliases | -1 | must not be negative",
        "documents.folder | /no/such/folder | must be a folder that exists",
        "documents.only | true | needs exist.documents.folder",
        "cors.allowed-origins | * | must be origins such as https://example.org",
        "cors.allowed-origins | https://a.example/path | must be origins such as"
            + " https://example.org",
        "graphiql.enabled | perhaps | cannot be 'perhaps': it must be true or false",
        "graphql.introspection | 7 | cannot be '7': it must be true or false",
        "token-mutations.enabled | maybe | cannot be 'maybe': it must be true or false",
        "api.proxy | https://proxy.example:3128 | must be an address such as"
            + " http://proxy.example:3128",
        "api.proxy | http://proxy.example | must be an address such as http://proxy.example:3128",
        "redis.url | http://localhost | must be redis:// or rediss:// with hosts and ports alone",
        "redis.url | redis://u:p@host | must be redis:// or rediss:// with hosts and ports alone",
        "redis.url | redis://host/1 | must be redis:// or rediss:// with hosts and ports alone",
        "redis.url | localhost:6379 | must be redis:// or rediss:// with hosts and ports alone",
        "redis.username | app | needs exist.redis.password",
        "redis.secret | short | must have at least 16 characters",
        "redis.timeout | 0s | must be positive",
        "redis.timeout | 2s | must be at most a second",
        "redis.instances | 0 | must be 1 to 100",
        "redis.increments-without | maybe | cannot be 'maybe': it must be refuse or local",
      })
  void anInvalidSettingIsReportedInOneSentence(
      String name, String value, String complaint, CapturedOutput output) {
    assertThatThrownBy(
        () -> ExistGraphApplication.application().run("--exist." + name + "=" + value).close());
    assertThat(output.getAll())
        .containsOnlyOnce("Description:\n\nexist." + name + " " + complaint + ".\n")
        .doesNotContain("\tat ", "Exception", "Action:");
  }

  @ParameterizedTest
  @CsvSource({
    "exist.api.verson, exist.api.version",
    "exist.cache.fresh.todays, exist.cache.fresh.today",
    "exist.limits.requestz, exist.limits.requests",
    "exist.cors.allowed-origin, exist.cors.allowed-origins"
  })
  void anUnknownSettingIsReportedWithTheNearest(
      String name, String nearest, CapturedOutput output) {
    assertThatThrownBy(() -> ExistGraphApplication.application().run("--" + name + "=1").close());
    assertThat(output.getAll())
        .containsOnlyOnce(
            "Description:\n\nexist.* has no setting "
                + name
                + ", the nearest is "
                + nearest
                + ".\n")
        .doesNotContain("\tat ", "Exception");
  }

  @Test
  void aMisspeltVariableIsReportedAndOneOfOthersIsNot() {
    SettingNames names = new SettingNames(GatewayProperties.class);
    names.check(
        environment(
            Map.of(
                "EXIST_API_BASE_URL", "x",
                "EXIST_API_BASEURL", "x",
                "EXIST_CORS_ALLOWED_ORIGINS_0_", "x",
                "EXIST_GRAPH_PORT", "tcp://10.0.0.1:80",
                "EXIST_GRAPH_SERVICE_HOST", "10.0.0.1")));
    assertThatThrownBy(() -> names.check(environment(Map.of("EXIST_API_VERSON", "v2"))))
        .hasMessage("exist.* has no setting EXIST_API_VERSON, the nearest is exist.api.version");
  }

  @Test
  void aPortOutOfRangeIsReportedInOneSentence(CapturedOutput output) {
    assertThatThrownBy(
        () -> ExistGraphApplication.application().run("--server.port=99999").close());
    assertThat(output.getAll())
        .containsOnlyOnce("Description:\n\nserver.port must be at most 65535.\n")
        .doesNotContain("\tat ");
  }

  @Test
  void aDocumentThatIsNotTextIsNamed(
      @org.junit.jupiter.api.io.TempDir Path folder, CapturedOutput output) throws IOException {
    Files.createDirectory(folder.resolve("folder.graphql"));
    Files.write(folder.resolve("bad.graphql"), new byte[] {(byte) 0xff});
    assertThatThrownBy(
        () ->
            ExistGraphApplication.application()
                .run("--exist.documents.folder=" + folder, "--server.port=0")
                .close());
    assertThat(output.getAll())
        .containsOnlyOnce(
            "Description:\n\nexist.documents.folder has a file that is no text: bad.graphql.\n")
        .doesNotContain("\tat ");
  }

  @Test
  void anUnknownVersionIsReportedWithTheKnownOnes(CapturedOutput output) {
    assertThatThrownBy(
        () -> ExistGraphApplication.application().run("--exist.api.version=v7").close());
    assertThat(output.getAll())
        .contains("Description:\n\nexist.api.version cannot be 'v7': it must be v1");
  }

  @Test
  void everySettingHasAnEnvironmentVariable(@org.junit.jupiter.api.io.TempDir Path folder) {
    var settings =
        bound(
            Map.ofEntries(
                Map.entry("EXIST_API_BASE_URL", "http://127.0.0.1:9000"),
                Map.entry("EXIST_OAUTH_CLIENT_ID", "id"),
                Map.entry("EXIST_OAUTH_CLIENT_SECRET", "secret"),
                Map.entry("EXIST_TOKEN_MUTATIONS_ENABLED", "false"),
                Map.entry("EXIST_BUDGET_WRITE_RESERVE", "7"),
                Map.entry("EXIST_CACHE_MAX_BYTES_PER_CALLER", "3MB"),
                Map.entry("EXIST_CACHE_FRESH_TODAY", "9s"),
                Map.entry("EXIST_CACHE_STALE_FOR", "8h"),
                Map.entry("EXIST_LIMITS_EXCHANGES_PER_CALLER", "2"),
                Map.entry("EXIST_LIMITS_OPERATION_TIMEOUT", "5s"),
                Map.entry("EXIST_DOCUMENTS_FOLDER", folder.toString()),
                Map.entry("EXIST_DOCUMENTS_ONLY", "true"),
                Map.entry("EXIST_CORS_ALLOWED_ORIGINS", "https://a.example,https://b.example"),
                Map.entry("EXIST_CORS_ALLOW_LOOPBACK", "true"),
                Map.entry("EXIST_GRAPHIQL_ENABLED", "false"),
                Map.entry("EXIST_REDIS_URL", "rediss://a.example:6380,b.example,[::1]:7"),
                Map.entry("EXIST_REDIS_USERNAME", "app"),
                Map.entry("EXIST_REDIS_PASSWORD", "pass-word"),
                Map.entry("EXIST_REDIS_SECRET", "0123456789abcdef"),
                Map.entry("EXIST_REDIS_INCREMENTS_WITHOUT", "local"),
                Map.entry("EXIST_DASHBOARD_ENABLED", "false"),
                Map.entry("EXIST_GRAPHQL_INTROSPECTION", "false")));
    assertThat(settings.api().baseUrl()).hasToString("http://127.0.0.1:9000");
    assertThat(settings.oauth().clientId()).isEqualTo("id");
    assertThat(settings.oauth().clientSecret()).isEqualTo("secret");
    assertThat(settings.oauth().toString()).doesNotContain("secret");
    assertThat(settings.tokenMutations().enabled()).isFalse();
    assertThat(settings.budget().writeReserve()).isEqualTo(7);
    assertThat(settings.cache().maxBytesPerCaller()).isEqualTo(DataSize.ofMegabytes(3));
    assertThat(settings.cache().fresh().today()).isEqualTo(Duration.ofSeconds(9));
    assertThat(settings.cache().staleFor()).isEqualTo(Duration.ofHours(8));
    assertThat(settings.limits().exchangesPerCaller()).isEqualTo(2);
    assertThat(settings.limits().operationTimeout()).isEqualTo(Duration.ofSeconds(5));
    assertThat(settings.documents())
        .isEqualTo(new GatewayProperties.DocumentProperties(folder, true));
    assertThat(settings.cors().allowedOrigins())
        .isEqualTo(Set.of("https://a.example", "https://b.example"));
    assertThat(settings.cors().allowLoopback()).isTrue();
    assertThat(settings.redis().url()).isEqualTo("rediss://a.example:6380,b.example,[::1]:7");
    assertThat(settings.redis().username()).isEqualTo("app");
    assertThat(settings.redis().incrementsWithout())
        .isEqualTo(GatewayProperties.RedisProperties.IncrementsWithout.LOCAL);
    assertThat(settings.redis().toString()).doesNotContain("pass-word", "0123456789abcdef");
    assertThat(settings.dashboard().enabled()).isFalse();
    assertThat(settings.graphiql().enabled()).isFalse();
    assertThat(settings.graphql().introspection()).isFalse();
  }

  private static GatewayProperties bound(Map<String, Object> variables) {
    return Binder.get(environment(variables)).bindOrCreate("exist", GatewayProperties.class);
  }

  private static StandardEnvironment environment(Map<String, Object> variables) {
    StandardEnvironment environment = new StandardEnvironment();
    environment.setConversionService(new ApplicationConversionService());
    String name = StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME;
    environment
        .getPropertySources()
        .replace(name, new SystemEnvironmentPropertySource(name, new HashMap<>(variables)));
    ConfigurationPropertySources.attach(environment);
    return environment;
  }

  @ParameterizedTest
  @CsvSource({
    "EXIST_TOKEN_MUTATIONS_ENABLED, exist.token-mutations.enabled",
    "EXIST_DASHBOARD_ENABLED, exist.dashboard.enabled",
    "EXIST_GRAPHIQL_ENABLED, exist.graphiql.enabled",
    "EXIST_GRAPHQL_INTROSPECTION, exist.graphql.introspection",
    "SERVER_PORT, server.port"
  })
  void settingsReadIndividuallyHaveAnEnvironmentVariable(String variable, String property) {
    assertThat(environment(Map.of(variable, "given")).getProperty(property)).isEqualTo("given");
  }
}
