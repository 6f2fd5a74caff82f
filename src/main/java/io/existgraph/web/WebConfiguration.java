package io.existgraph.web;

import static org.springframework.web.reactive.function.server.RequestPredicates.path;
import static org.springframework.web.reactive.function.server.RouterFunctions.route;

import io.existgraph.ready.ReadyAnswers;
import java.io.IOException;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.graphql.autoconfigure.GraphQlSourceBuilderCustomizer;
import org.springframework.boot.jackson.autoconfigure.JsonFactoryBuilderCustomizer;
import org.springframework.boot.reactor.netty.NettyReactiveWebServerFactory;
import org.springframework.boot.reactor.netty.NettyServerCustomizer;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.web.server.autoconfigure.ServerProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.graphql.execution.GraphQlSource;
import org.springframework.graphql.server.WebGraphQlHandler;
import org.springframework.web.cors.reactive.CorsWebFilter;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.ServerResponse;
import org.springframework.web.server.WebExceptionHandler;
import org.springframework.web.server.WebFilter;
import tools.jackson.core.util.JsonRecyclerPools;
import tools.jackson.databind.json.JsonMapper;

/// The web layer, assembled: headers, then origins, then the endpoint with its concurrency limit.
@Configuration(proxyBeanMethods = false)
public class WebConfiguration {
  /// Before Boot's handler of errors.
  private static final int BEFORE_BOOT = -2;

  /// What was in a buffer that is used again, a token perhaps, would stay.
  @Bean
  JsonFactoryBuilderCustomizer freshBuffers() {
    return factory -> factory.recyclerPool(JsonRecyclerPools.nonRecyclingPool());
  }

  @Bean
  @Order(Ordered.HIGHEST_PRECEDENCE)
  WebFilter responseHeaders() {
    return new ResponseHeaders();
  }

  @Bean
  NettyServerCustomizer bareAnswers(JsonMapper json, ErrorCodeListener listener) {
    return new NettyErrorHeaders(json, listener);
  }

  @Bean
  NettyServerCustomizer checkedRequestLines() {
    return new CheckedRequestLines();
  }

  @Bean
  @Order(Ordered.HIGHEST_PRECEDENCE + 1)
  WebFilter emptyRefusals(JsonMapper json) {
    return new EmptyErrorBodies(json);
  }

  @Bean
  @Order(Ordered.HIGHEST_PRECEDENCE + 2)
  WebFilter crossOrigin(AllowedOrigins origins) {
    return origins.isEmpty()
        ? (exchange, chain) -> chain.filter(exchange)
        : new CorsWebFilter(origins);
  }

  @Bean
  @Order(BEFORE_BOOT)
  WebExceptionHandler fixedErrors(JsonMapper json) {
    return new GatewayExceptionHandler(json);
  }

  @Bean
  WebServerFactoryCustomizer<NettyReactiveWebServerFactory> patience(HttpLimits bounds) {
    ConnectionTimeouts patience = new ConnectionTimeouts(bounds.arrival().multipliedBy(2));
    return factory -> factory.addServerCustomizers(patience);
  }

  @Bean
  ValidatingDocumentProvider validatingDocumentProvider(
      DocumentLimits bounds, ObjectProvider<GraphQlSource> source) {
    return new ValidatingDocumentProvider(bounds, () -> source.getObject().schema());
  }

  @Bean
  GraphQlSourceBuilderCustomizer checkedDocuments(ValidatingDocumentProvider documents) {
    return builder ->
        builder.configureGraphQl(engine -> engine.preparsedDocumentProvider(documents));
  }

  /// Takes every request to its path, so that Spring's own route has none.
  @Bean
  @Order(BEFORE_BOOT)
  RouterFunction<ServerResponse> graphQl(
      WebGraphQlHandler handler,
      TrustedDocuments trusted,
      ValidatingDocumentProvider documents,
      HttpLimits bounds,
      ErrorCodeListener listener,
      JsonMapper json,
      ReadyAnswers ready) {
    trusted.documents().forEach(documents::check);
    var endpoint =
        new GraphQlEndpoint(
            handler,
            new PersistedDocuments(trusted, documents::parsed),
            new RequestBodyReader(bounds.body(), bounds.arrival()),
            new ConcurrencyLimit(bounds.operations()),
            new GraphQlResponseWriter(json, bounds.response(), listener, ready));
    return route(path("/graphql").or(path("/graphql/")), endpoint::answer);
  }

  /// Of the server for clients alone: a [NettyServerCustomizer] is used by that of the management
  /// port too.
  @Bean
  WebServerFactoryCustomizer<NettyReactiveWebServerFactory> readyAnswerHandler(
      ReadyAnswers ready,
      AllowedOrigins origins,
      ServerProperties server,
      UnsentAnswers unsent,
      @Value("${management.tracing.export.enabled:true}") boolean isTraced) {
    var encodings = AcceptedEncoding.CompressionRules.of(server.getCompression());
    var rules = new RepeatableRequest.RepeatabilityRules(origins, encodings, isTraced);
    return factory ->
        factory.addServerCustomizers(http -> ReadyAnswerHandler.addTo(http, ready, rules, unsent));
  }

  @Bean
  UnsentAnswers unsentAnswers() {
    return new UnsentAnswers();
  }

  @Bean
  @Order(BEFORE_BOOT)
  RouterFunction<ServerResponse> schemaText() throws IOException {
    return route(
        path("/graphql/schema").or(path("/graphql/schema.graphql")), SchemaEndpoint.read()::answer);
  }
}
