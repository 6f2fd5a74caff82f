package io.existgraph;

import io.existgraph.cache.CallerCaches;
import io.existgraph.data.Freshness;
import io.existgraph.exist.ExistApi;
import io.existgraph.exist.GatewayListener;
import io.existgraph.exist.OAuthClient;
import io.existgraph.exist.http.ExistHttpClient;
import io.existgraph.exist.http.ExistWebClient;
import io.existgraph.exist.v1.ExistV1;
import io.existgraph.exist.v2.ExistV2;
import io.existgraph.graphql.ExchangeTracing;
import io.existgraph.metrics.ExchangeSpans;
import io.existgraph.metrics.Meters;
import io.existgraph.operation.OperationDependencies;
import io.existgraph.operation.RejectionsByAddress;
import io.existgraph.operation.ResultSizeLimiter;
import io.existgraph.ratelimit.RateLimiter;
import io.existgraph.ratelimit.SlidingWindowRateLimiter;
import io.existgraph.web.AllowedOrigins;
import io.existgraph.web.DocumentLimits;
import io.existgraph.web.ErrorListener;
import io.existgraph.web.HttpLimits;
import io.existgraph.web.TrustedDocuments;
import io.existgraph.write.IdempotencyStore;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.observation.contextpropagation.ObservationThreadLocalAccessor;
import io.micrometer.tracing.Tracer;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.function.Supplier;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Profile;

/// The gateway, assembled. A reading asks memory, then the version, which plans; what is missing is
/// paid from the budget and fetched over the wire.
@Configuration(proxyBeanMethods = false)
class GatewayConfiguration {
  /// Where Exist is.
  record Address(URI uri) {}

  @Bean
  InstantSource clock() {
    return InstantSource.system();
  }

  @Bean
  @Profile("!demo")
  Address address(GatewayProperties properties) {
    return new Address(properties.api().baseUrl());
  }

  @Bean
  OAuthClient oauthClient(GatewayProperties properties, Address address) {
    var oauth = properties.oauth();
    return new OAuthClient(oauth.clientId(), oauth.clientSecret(), address::uri);
  }

  @Bean
  RateLimiter budget(GatewayProperties properties, InstantSource clock) {
    var budget = properties.budget();
    return new SlidingWindowRateLimiter(
        budget.limit(), budget.writeReserve(), budget.window(), clock);
  }

  @Bean
  CallerCaches memory(GatewayProperties properties) {
    var cache = properties.cache();
    return new CallerCaches(cache.maxBytes().toBytes(), cache.maxBytesPerCaller().toBytes());
  }

  @Bean
  Meters meters(MeterRegistry registry, CallerCaches memory) {
    return new Meters(registry, memory::weight);
  }

  /// Spans of exchanges; nobody makes any as long as tracing is off.
  @Bean
  ExchangeTracing traces(ObjectProvider<Tracer> tracer, InstantSource clock) {
    var spans = new ExchangeSpans(tracer.getIfAvailable(() -> Tracer.NOOP), clock);
    return context -> spans.under(context.get(ObservationThreadLocalAccessor.KEY));
  }

  @Bean
  ErrorListener refusals(Meters meters) {
    return meters::refused;
  }

  @Bean
  ExistHttpClient existHttp(
      Address address,
      RateLimiter budget,
      GatewayProperties properties,
      GatewayListener listener,
      InstantSource clock) {
    var limits = properties.limits();
    Supplier<URI> origin = address::uri;
    Duration longest = limits.exchangeTimeout();
    Duration silence = longest.multipliedBy(5).dividedBy(8); // within a body
    ExistWebClient wire =
        new ExistWebClient(origin, limits.connectTimeout(), silence, longest, clock);
    return new ExistHttpClient(
        wire,
        budget,
        limits.exchangesPerCaller(),
        longest,
        limits.operationTimeout(),
        clock,
        listener);
  }

  @Bean
  ExistApi existApi(ExistHttpClient http, GatewayProperties properties, InstantSource clock) {
    return switch (properties.api().version()) {
      case V1 -> new ExistV1(http, clock);
      case V2 -> new ExistV2(http, clock);
    };
  }

  @Bean
  OperationDependencies desk(
      ExistApi api,
      CallerCaches memory,
      RateLimiter budget,
      GatewayListener listener,
      GatewayProperties properties,
      InstantSource clock) {
    var cache = properties.cache();
    var limits = properties.limits();
    return new OperationDependencies(
        api,
        memory,
        budget,
        listener,
        new Freshness(cache.fresh().byKind(), cache.staleFor()),
        clock,
        new RejectionsByAddress(clock),
        limits.requests(),
        limits.writeItems(),
        limits.operationTimeout(),
        limits.exchangeTimeout(),
        new ResultSizeLimiter(limits.values(), limits.valuesInFlight()));
  }

  @Bean
  IdempotencyStore idempotencyStore(InstantSource clock) {
    return new IdempotencyStore(clock);
  }

  @Bean
  HttpLimits httpBounds(GatewayProperties properties) {
    var limits = properties.limits();
    return new HttpLimits(
        (int) limits.body().toBytes(),
        limits.operationTimeout(),
        (int) limits.response().toBytes(),
        limits.operations());
  }

  @Bean
  DocumentLimits documentBounds(GatewayProperties properties) {
    var limits = properties.limits();
    return new DocumentLimits(
        limits.tokens(),
        limits.depth(),
        limits.fields(),
        limits.aliases(),
        limits.rootFields(),
        limits.mutationFields(),
        limits.directives());
  }

  @Bean
  TrustedDocuments trustedDocuments(GatewayProperties properties) {
    var documents = properties.documents();
    return TrustedDocuments.in(documents.folder(), documents.only());
  }

  @Bean
  ReadinessDrain drain(GatewayProperties properties) {
    return new ReadinessDrain(properties.shutdown().delay());
  }

  @Bean
  AllowedOrigins allowedOrigins(GatewayProperties properties) {
    return new AllowedOrigins(properties.cors().allowedOrigins());
  }
}
