package io.existgraph;

import io.existgraph.web.AllowedOrigins;
import io.existgraph.web.DocumentLimits;
import io.existgraph.web.HttpLimits;
import io.existgraph.web.TrustedDocuments;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// The settings of the web layer, as it takes them: limits of requests and documents, trusted
/// documents, CORS, shutdown.
@Configuration(proxyBeanMethods = false)
class WebSettingsConfiguration {
  @Bean
  HttpLimits httpLimits(GatewayProperties properties) {
    var limits = properties.limits();
    return new HttpLimits(
        (int) limits.body().toBytes(),
        limits.operationTimeout(),
        (int) limits.response().toBytes(),
        limits.operations());
  }

  @Bean
  DocumentLimits documentLimits(GatewayProperties properties) {
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
  AllowedOrigins allowedOrigins(GatewayProperties properties) {
    var cors = properties.cors();
    return new AllowedOrigins(cors.allowedOrigins(), cors.allowLoopback());
  }

  @Bean
  ReadinessDrain readinessDrain(GatewayProperties properties) {
    return new ReadinessDrain(properties.shutdown().delay());
  }
}
