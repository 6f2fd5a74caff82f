package io.existgraph.web;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferLimitException;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.BodyExtractors;
import org.springframework.web.reactive.function.server.ServerRequest;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/// A reader of the body of a POST: JSON of a bounded size that arrives in bounded time.
record RequestBodyReader(int mostBytes, Duration longest) {
  private static final int LARGE_BYTES = 16 * 1024;
  private static final Scheduler LARGE_BODIES = Schedulers.newSingle("large-bodies", true);

  Mono<RequestParameters> read(ServerRequest request) {
    HttpHeaders headers = request.headers().asHttpHeaders();
    if (!isJson(headers)) {
      return refused(
          RequestError.of(HttpStatus.UNSUPPORTED_MEDIA_TYPE, "The body must be application/json."));
    }
    if (headers.getContentLength() > mostBytes) {
      return refused(tooLarge());
    }
    return DataBufferUtils.join(request.body(BodyExtractors.toDataBuffers()), mostBytes)
        .timeout(longest)
        .map(RequestBodyReader::bytes)
        .defaultIfEmpty(new byte[0])
        .onErrorMap(DataBufferLimitException.class, _ -> tooLarge().asException())
        .onErrorMap(TimeoutException.class, _ -> tooSlow().asException())
        .flatMap(this::parse);
  }

  /// A large body is parsed, and its document after it, on a thread of their own: the event loops
  /// stay free for other requests and for the liveness probe.
  private Mono<RequestParameters> parse(byte[] bytes) {
    Mono<RequestParameters> parsed = Mono.fromSupplier(() -> parameters(bytes));
    return bytes.length > LARGE_BYTES ? parsed.subscribeOn(LARGE_BODIES) : parsed;
  }

  private static boolean isJson(HttpHeaders headers) {
    List<String> types = headers.getOrEmpty(HttpHeaders.CONTENT_TYPE);
    boolean isPlain =
        headers.getOrEmpty(HttpHeaders.CONTENT_ENCODING).stream()
            .allMatch("identity"::equalsIgnoreCase);
    return isPlain && types.size() == 1 && isJson(types.getFirst());
  }

  private static boolean isJson(String text) {
    try {
      MediaType type = MediaType.parseMediaType(text);
      Map<String, String> parameters = type.getParameters();
      return type.equalsTypeAndSubtype(MediaType.APPLICATION_JSON)
          && (parameters.isEmpty() || (parameters.size() == 1 && isUtf8(parameters)));
    } catch (InvalidMediaTypeException unreadable) {
      return false;
    }
  }

  private static boolean isUtf8(Map<String, String> parameters) {
    String charset = parameters.getOrDefault("charset", "").replace("\"", "");
    return charset.equalsIgnoreCase("utf-8") || charset.equalsIgnoreCase("utf8");
  }

  private static byte[] bytes(DataBuffer buffer) {
    byte[] bytes = new byte[buffer.readableByteCount()];
    buffer.read(bytes);
    DataBufferUtils.release(buffer);
    return bytes;
  }

  private static RequestParameters parameters(byte[] bytes) {
    if (bytes.length == 0) {
      throw RequestError.badRequest("The body is empty.").asException();
    }
    return switch (StrictJson.read(bytes)) {
      case Map<?, ?> object -> RequestParameters.of(object);
      case List<?> batch -> throw RequestError.batch(batch.size()).asException();
      case null, default ->
          throw RequestError.badRequest("The body must be a JSON object.").asException();
    };
  }

  private RequestError tooLarge() {
    return RequestError.of(
        HttpStatus.CONTENT_TOO_LARGE, "The body is over the limit of " + mostBytes + " bytes.");
  }

  private static RequestError tooSlow() {
    return RequestError.of(HttpStatus.REQUEST_TIMEOUT, "The body did not arrive in time.");
  }

  private static <T> Mono<T> refused(RequestError refusal) {
    return Mono.error(refusal.asException());
  }
}
