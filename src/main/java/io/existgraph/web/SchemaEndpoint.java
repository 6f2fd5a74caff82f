package io.existgraph.web;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Set;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import org.springframework.web.server.MethodNotAllowedException;
import reactor.core.publisher.Mono;

/// The endpoint `/graphql/schema`: the text of the schema's files, in the order of their names.
/// Tools that recognize SDL by its ending read `/graphql/schema.graphql`.
record SchemaEndpoint(String text) {
  private static final MediaType PLAIN =
      new MediaType(MediaType.TEXT_PLAIN, StandardCharsets.UTF_8);
  private static final Set<HttpMethod> METHODS = Set.of(HttpMethod.GET, HttpMethod.HEAD);

  static SchemaEndpoint read() throws IOException {
    Resource[] files =
        new PathMatchingResourcePatternResolver().getResources("classpath:schema/*.graphqls");
    Arrays.sort(files, Comparator.comparing(file -> String.valueOf(file.getFilename())));
    StringBuilder text = new StringBuilder();
    for (Resource file : files) {
      text.append(file.getContentAsString(StandardCharsets.UTF_8));
    }
    return new SchemaEndpoint(text.toString());
  }

  Mono<ServerResponse> answer(ServerRequest request) {
    if (request.method().equals(HttpMethod.OPTIONS)) {
      return ServerResponse.noContent().header("Allow", "GET, HEAD, OPTIONS").build();
    }
    return METHODS.contains(request.method())
        ? ServerResponse.ok().contentType(PLAIN).bodyValue(text)
        : Mono.error(new MethodNotAllowedException(request.method(), METHODS));
  }
}
