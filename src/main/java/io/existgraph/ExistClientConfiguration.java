package io.existgraph;

import graphql.execution.AbortExecutionException;
import io.existgraph.exist.ExistApi;
import io.existgraph.exist.GatewayListener;
import io.existgraph.exist.OAuthClientRegistration;
import io.existgraph.exist.http.ExistHttpClient;
import io.existgraph.exist.http.ExistWebClient;
import io.existgraph.exist.v1.ExistV1;
import io.existgraph.exist.v2.ExistV2;
import io.existgraph.logging.DroppedErrorHandler;
import io.existgraph.ratelimit.RateLimiter;
import io.existgraph.time.GatewayClock;
import java.net.URI;
import java.time.Duration;
import java.util.stream.Stream;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Profile;

/// The client of Exist's API: its origin, HTTP, the API version, and the OAuth2 client.
@Configuration(proxyBeanMethods = false)
class ExistClientConfiguration {
  /// The origin of Exist.
  record ExistAddress(URI uri) {}

  @Bean
  @Profile("!demo")
  ExistAddress existAddress(GatewayProperties properties) {
    return new ExistAddress(properties.api().baseUrl());
  }

  @Bean
  ExistHttpClient existHttpClient(
      ExistAddress address,
      RateLimiter rateLimiter,
      GatewayProperties properties,
      GatewayListener listener,
      GatewayClock clock) {
    // The last is what GraphQL Java cancels a query with.
    var _ =
        DroppedErrorHandler.install(
            Stream.concat(
                    ExistHttpClient.errors().stream(), Stream.of(AbortExecutionException.class))
                .toList());
    var limits = properties.limits();
    Duration timeout = limits.exchangeTimeout();
    Duration readTimeout = timeout.multipliedBy(5).dividedBy(8); // between two parts of a body
    ExistWebClient webClient =
        new ExistWebClient(
            address::uri,
            properties.api().proxy(),
            limits.connectTimeout(),
            readTimeout,
            timeout,
            patience(limits),
            clock);
    return new ExistHttpClient(
        webClient,
        rateLimiter,
        limits.exchangesPerCaller(),
        timeout,
        limits.operationTimeout(),
        clock,
        listener);
  }

  /// How long the response to a read is received: an operation's time, and at least as long as
  /// Exist's own client waits where an exchange has the default time.
  private static Duration patience(LimitProperties limits) {
    Duration operation = limits.operationTimeout();
    Duration exchange = limits.exchangeTimeout().multipliedBy(5);
    return operation.compareTo(exchange) > 0 ? operation : exchange;
  }

  @Bean
  ExistApi existApi(ExistHttpClient http, GatewayProperties properties, GatewayClock clock) {
    return switch (properties.api().version()) {
      case V1 -> new ExistV1(http, clock);
      case V2 -> new ExistV2(http, clock);
    };
  }

  @Bean
  OAuthClientRegistration oauthClient(GatewayProperties properties, ExistAddress address) {
    var oauth = properties.oauth();
    return new OAuthClientRegistration(oauth.clientId(), oauth.clientSecret(), address::uri);
  }
}
