package io.existgraph;

import io.existgraph.budget.RateBudget;
import io.existgraph.budget.SlidingBudget;
import io.existgraph.cache.Memory;
import io.existgraph.graphql.Traces;
import io.existgraph.metrics.ExchangeSpans;
import io.existgraph.metrics.Meters;
import io.existgraph.plan.Desk;
import io.existgraph.plan.IdempotencyKeys;
import io.existgraph.plan.RejectionsByAddress;
import io.existgraph.plan.Room;
import io.existgraph.upstream.ExistApi;
import io.existgraph.upstream.Freshness;
import io.existgraph.upstream.GatewayListener;
import io.existgraph.upstream.OAuthClient;
import io.existgraph.upstream.http.ExistHttp;
import io.existgraph.upstream.http.Wire;
import io.existgraph.upstream.v1.ExistV1;
import io.existgraph.upstream.v2.ExistV2;
import io.existgraph.web.AllowedOrigins;
import io.existgraph.web.DocumentBounds;
import io.existgraph.web.HttpBounds;
import io.existgraph.web.RefusalListener;
import io.existgraph.web.TrustedDocuments;
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
  RateBudget budget(GatewayProperties properties, InstantSource clock) {
    var budget = properties.budget();
    return new SlidingBudget(budget.limit(), budget.writeReserve(), budget.window(), clock);
  }

  @Bean
  Memory memory(GatewayProperties properties) {
    var cache = properties.cache();
    return new Memory(cache.maxBytes().toBytes(), cache.maxBytesPerCaller().toBytes());
  }

  @Bean
  Meters meters(MeterRegistry registry, Memory memory) {
    return new Meters(registry, memory::weight);
  }

  /// Spans of exchanges; nobody makes any as long as tracing is off.
  @Bean
  Traces traces(ObjectProvider<Tracer> tracer, InstantSource clock) {
    var spans = new ExchangeSpans(tracer.getIfAvailable(() -> Tracer.NOOP), clock);
    return context -> spans.under(context.get(ObservationThreadLocalAccessor.KEY));
  }

  @Bean
  RefusalListener refusals(Meters meters) {
    return meters::refused;
  }

  @Bean
  ExistHttp existHttp(
      Address address,
      RateBudget budget,
      GatewayProperties properties,
      GatewayListener listener,
      InstantSource clock) {
    var limits = properties.limits();
    Supplier<URI> origin = address::uri;
    Duration longest = limits.exchangeTimeout();
    Duration silence = longest.multipliedBy(5).dividedBy(8); // within a body
    Wire wire = new Wire(origin, limits.connectTimeout(), silence, longest, clock);
    return new ExistHttp(
        wire,
        budget,
        limits.exchangesPerCaller(),
        longest,
        limits.operationTimeout(),
        clock,
        listener);
  }

  @Bean
  ExistApi existApi(ExistHttp http, GatewayProperties properties, InstantSource clock) {
    return switch (properties.api().version()) {
      case V1 -> new ExistV1(http, clock);
      case V2 -> new ExistV2(http, clock);
    };
  }

  @Bean
  Desk desk(
      ExistApi api,
      Memory memory,
      RateBudget budget,
      GatewayListener listener,
      GatewayProperties properties,
      InstantSource clock) {
    var cache = properties.cache();
    var limits = properties.limits();
    return new Desk(
        api,
        memory,
        budget,
        listener,
        new Freshness(cache.fresh().byKind(), cache.staleFor()),
        clock,
        new IdempotencyKeys(clock),
        new RejectionsByAddress(clock),
        limits.requests(),
        limits.writeItems(),
        limits.operationTimeout(),
        limits.exchangeTimeout(),
        new Room(limits.values(), limits.valuesInFlight()));
  }

  @Bean
  HttpBounds httpBounds(GatewayProperties properties) {
    var limits = properties.limits();
    return new HttpBounds(
        (int) limits.body().toBytes(),
        limits.operationTimeout(),
        (int) limits.response().toBytes(),
        limits.operations());
  }

  @Bean
  DocumentBounds documentBounds(GatewayProperties properties) {
    var limits = properties.limits();
    return new DocumentBounds(
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
  Drain drain(GatewayProperties properties) {
    return new Drain(properties.shutdown().delay());
  }

  @Bean
  AllowedOrigins allowedOrigins(GatewayProperties properties) {
    return new AllowedOrigins(properties.cors().allowedOrigins());
  }
}
