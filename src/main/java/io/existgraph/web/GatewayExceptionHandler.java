package io.existgraph.web;

import static org.springframework.web.server.handler.ExceptionHandlingWebHandler.HANDLED_WEB_EXCEPTION;

import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.web.ErrorResponse;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebExceptionHandler;
import reactor.core.publisher.Mono;
import reactor.netty.channel.AbortedException;
import tools.jackson.databind.json.JsonMapper;

/// Answers what no handler answered: a fixed sentence, nothing of the failure.
record GatewayExceptionHandler(JsonMapper json) implements WebExceptionHandler {
  private static final Logger LOG = LoggerFactory.getLogger(GatewayExceptionHandler.class);
  private static final int LONGEST_PATH = 100;

  @Override
  public Mono<Void> handle(ServerWebExchange exchange, Throwable failure) {
    ServerHttpResponse response = exchange.getResponse();
    exchange.getAttributes().remove(HANDLED_WEB_EXCEPTION); // a span would tell all of the address
    if (failure instanceof AbortedException || isAnswered(failure)) {
      return Mono.empty(); // the client is gone
    }
    if (response.isCommitted()) {
      return Mono.error(failure);
    }
    HttpStatusCode status =
        failure instanceof ErrorResponse known
            ? known.getStatusCode()
            : HttpStatus.INTERNAL_SERVER_ERROR;
    log(exchange, status, failure);
    response.setStatusCode(status);
    if (failure instanceof ErrorResponse known) {
      known.getHeaders().getOrEmpty(HttpHeaders.ALLOW).forEach(it -> allow(response, it));
    }
    response.getHeaders().setContentType(MediaType.APPLICATION_JSON);
    byte[] body = json.writeValueAsBytes(refusal(status).asBody());
    return response.writeWith(Mono.fromSupplier(() -> response.bufferFactory().wrap(body)));
  }

  /// Netty has answered by itself: there were chunks in the body that cannot be read.
  private static boolean isAnswered(Throwable failure) {
    return failure instanceof IllegalStateException
        && "Status and headers already sent".equals(failure.getMessage());
  }

  private static void allow(ServerHttpResponse response, String methods) {
    response.getHeaders().set(HttpHeaders.ALLOW, methods);
  }

  private static RequestError refusal(HttpStatusCode status) {
    return switch (status.value()) {
      case 404 -> told("NOT_FOUND", "There is nothing here.");
      case 405 -> told("BAD_REQUEST", "This method is not taken here.");
      default ->
          status.is4xxClientError()
              ? told("BAD_REQUEST", "The request cannot be read.")
              : told("INTERNAL", "The gateway has a defect.");
    };
  }

  private static RequestError told(String code, String message) {
    return new RequestError(null, code, message, false, Map.of());
  }

  private static void log(ServerWebExchange exchange, HttpStatusCode status, Throwable failure) {
    String path = exchange.getRequest().getURI().getRawPath();
    String shown = path.substring(0, Math.min(LONGEST_PATH, path.length()));
    if (status.is5xxServerError()) {
      LOG.error("A defect while answering {}", shown, failure);
    } else {
      LOG.info("Refused {} {}: {}", exchange.getRequest().getMethod(), shown, status.value());
    }
  }
}
