package io.existgraph.web;

import static org.springframework.web.server.handler.ExceptionHandlingWebHandler.HANDLED_WEB_EXCEPTION;

import io.existgraph.logging.UnquotedException;
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

/// The handler of all remaining errors: it responds with a fixed sentence, without details of the
/// failure.
record GatewayExceptionHandler(JsonMapper json) implements WebExceptionHandler {
  private static final Logger LOG = LoggerFactory.getLogger(GatewayExceptionHandler.class);

  @Override
  public Mono<Void> handle(ServerWebExchange exchange, Throwable failure) {
    ServerHttpResponse response = exchange.getResponse();
    exchange
        .getAttributes()
        .remove(HANDLED_WEB_EXCEPTION); // a span would contain the whole address
    if (failure instanceof AbortedException || isAnswered(failure)) {
      return Mono.empty(); // the client is gone
    }
    if (response.isCommitted()) {
      log(response, HttpStatus.INTERNAL_SERVER_ERROR, failure);
      return Mono.error(failure);
    }
    HttpStatusCode status =
        failure instanceof ErrorResponse known
            ? known.getStatusCode()
            : HttpStatus.INTERNAL_SERVER_ERROR;
    log(response, status, failure);
    response.setStatusCode(status);
    if (failure instanceof ErrorResponse known) {
      known.getHeaders().getOrEmpty(HttpHeaders.ALLOW).forEach(method -> allow(response, method));
    }
    response.getHeaders().setContentType(MediaType.APPLICATION_JSON);
    byte[] body = json.writeValueAsBytes(RequestError.ofStatus(status).asBody());
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

  /// Nothing of the request: a path can hold a secret too.
  private static void log(ServerHttpResponse response, HttpStatusCode status, Throwable failure) {
    String id = ResponseHeaders.idOf(response);
    if (status.is5xxServerError()) {
      LOG.error("A defect while answering a request ({})", id, UnquotedException.of(failure));
    } else {
      LOG.info("Refused a request: {} ({})", status.value(), id);
    }
  }
}
