package io.existgraph.exist.http;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.client.reactive.ClientHttpRequest;
import org.springframework.web.reactive.function.BodyInserter;
import reactor.core.publisher.Mono;

/// A body inserter that writes the credential and the body of a request. It is cleared after the
/// exchange, because the client's pool keeps the first request to a host for as long as it runs.
final class ClearableBodyInserter implements BodyInserter<byte[], ClientHttpRequest> {
  private volatile @Nullable ExistRequest request;

  ClearableBodyInserter(ExistRequest request) {
    this.request = request;
  }

  void clear() {
    request = null;
  }

  @Override
  public Mono<Void> insert(ClientHttpRequest output, Context context) {
    ExistRequest open = request;
    if (open == null) {
      return Mono.error(new CancellationException());
    }
    HttpHeaders headers = output.getHeaders();
    if (open.credential() != null) {
      headers.set(HttpHeaders.AUTHORIZATION, open.credential().authorization());
    }
    if (open.body() == null || open.contentType() == null) {
      return output.setComplete();
    }
    byte[] body = open.body().getBytes(StandardCharsets.UTF_8); // text would be logged
    headers.set(HttpHeaders.CONTENT_TYPE, open.contentType());
    headers.setContentLength(body.length);
    return output.writeWith(Mono.fromSupplier(() -> output.bufferFactory().wrap(body)));
  }
}
