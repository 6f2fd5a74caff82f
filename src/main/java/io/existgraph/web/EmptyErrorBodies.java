package io.existgraph.web;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.http.server.reactive.ServerHttpResponseDecorator;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

/// A filter that gives empty error responses the body of all errors: those of Spring's CORS filter
/// and of the actuator.
record EmptyErrorBodies(JsonMapper json) implements WebFilter {
  private static final Logger LOG = LoggerFactory.getLogger(EmptyErrorBodies.class);

  @Override
  public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
    ServerHttpResponse response = new CompletedResponse(exchange.getResponse(), json);
    return chain
        .filter(exchange.mutate().response(response).build())
        .then(Mono.defer(() -> response.isCommitted() ? Mono.empty() : response.setComplete()));
  }

  private static final class CompletedResponse extends ServerHttpResponseDecorator {
    private final JsonMapper json;

    CompletedResponse(ServerHttpResponse response, JsonMapper json) {
      super(response);
      this.json = json;
    }

    @Override
    public Mono<Void> setComplete() {
      HttpStatusCode status = getStatusCode();
      if (isCommitted() || status == null || !status.isError()) {
        return super.setComplete();
      }
      LOG.info("Refused a request: {} ({})", status.value(), ResponseHeaders.idOf(this));
      getHeaders().setContentType(MediaType.APPLICATION_JSON);
      byte[] body = json.writeValueAsBytes(RequestError.ofStatus(status).asBody());
      return writeWith(Mono.fromSupplier(() -> bufferFactory().wrap(body)));
    }
  }
}
