package io.existgraph.exist.http;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.client.reactive.ClientHttpRequest;
import org.springframework.web.reactive.function.BodyInserter;
import reactor.core.publisher.Mono;

/// The secret part of a request: its credential and its body. It is emptied when the exchange is
/// over, because the client's pool keeps the first request to a host for as long as it runs.
final class ClearableBodyInserter implements BodyInserter<byte[], ClientHttpRequest> {
  private volatile @Nullable ExistRequest call;

  ClearableBodyInserter(ExistRequest call) {
    this.call = call;
  }

  void empty() {
    call = null;
  }

  @Override
  public Mono<Void> insert(ClientHttpRequest request, Context context) {
    ExistRequest open = call;
    if (open == null) {
      return Mono.error(new CancellationException());
    }
    HttpHeaders headers = request.getHeaders();
    if (open.credential() != null) {
      headers.set(HttpHeaders.AUTHORIZATION, open.credential().authorization());
    }
    if (open.body() == null || open.contentType() == null) {
      return request.setComplete();
    }
    byte[] body = open.body().getBytes(StandardCharsets.UTF_8); // text would be logged
    headers.set(HttpHeaders.CONTENT_TYPE, open.contentType());
    headers.setContentLength(body.length);
    return request.writeWith(Mono.fromSupplier(() -> request.bufferFactory().wrap(body)));
  }
}
