package io.existgraph.graphql;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.ServerResponse;

/// The dashboard at `/`, a client of `/graphql` like any other.
@Configuration(proxyBeanMethods = false)
class DashboardPage {
  private static final String POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
          + "font-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; "
          + "frame-ancestors 'none'";

  @Bean
  RouterFunction<ServerResponse> dashboard(
      @Value("${exist.dashboard.enabled:true}") boolean enabled, Environment environment) {
    return BuiltPage.routes(
        "dashboard",
        POLICY,
        enabled,
        environment,
        page -> page.at("/", "./assets/").and(page.assets("/assets/**")));
  }
}
