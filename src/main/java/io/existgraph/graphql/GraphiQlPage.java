package io.existgraph.graphql;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.ServerResponse;

/// GraphiQL at `/graphiql`, with or without a slash. Its editor, Monaco, creates style elements,
/// which its policy therefore allows.
@Configuration(proxyBeanMethods = false)
class GraphiQlPage {
  private static final String POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; "
          + "img-src 'self' data:; font-src 'self' data:; connect-src 'self'; worker-src 'self'; "
          + "base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

  @Bean
  RouterFunction<ServerResponse> graphiQl(
      @Value("${exist.graphiql.enabled:true}") boolean enabled, Environment environment) {
    return BuiltPage.routes(
        "graphiql",
        POLICY,
        enabled,
        environment,
        page ->
            page.at("/graphiql", "./graphiql/assets/")
                .and(page.at("/graphiql/", "./assets/"))
                .and(page.assets("/graphiql/assets/**")));
  }
}
