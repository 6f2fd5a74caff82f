package io.existgraph.web;

import io.existgraph.graphql.execution.JsonBytes;
import io.existgraph.logging.RequestId;
import io.existgraph.ready.ReadyKey;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.graphql.server.WebGraphQlHandler;
import org.springframework.graphql.server.WebGraphQlRequest;
import org.springframework.graphql.support.DefaultGraphQlRequest;
import org.springframework.http.HttpStatus;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/// The endpoint `/graphql`: GraphQL over HTTP. What is not GraphQL is refused before anything is
/// executed.
final class GraphQlEndpoint {
  private static final Logger LOG = LoggerFactory.getLogger(GraphQlEndpoint.class);
  private static final String METHODS = "GET, HEAD, POST, OPTIONS";

  private final WebGraphQlHandler handler;
  private final PersistedDocuments documents;
  private final RequestBodyReader body;
  private final ConcurrencyLimit gate;
  private final GraphQlResponseWriter answers;

  GraphQlEndpoint(
      WebGraphQlHandler handler,
      PersistedDocuments documents,
      RequestBodyReader body,
      ConcurrencyLimit gate,
      GraphQlResponseWriter answers) {
    this.handler = handler;
    this.documents = documents;
    this.body = body;
    this.gate = gate;
    this.answers = answers;
  }

  Mono<ServerResponse> answer(ServerRequest request) {
    ResponseMediaType type = ResponseMediaType.among(request.headers().header("Accept"));
    return Mono.defer(() -> answer(request, type))
        .onErrorResume(
            RequestErrorException.class, refused -> refuse(request, refused.refusal(), type));
  }

  private Mono<ServerResponse> refuse(
      ServerRequest request, RequestError refusal, @Nullable ResponseMediaType type) {
    String id = ResponseHeaders.idOf(request.exchange().getResponse());
    LOG.info("Refused a request of /graphql: {} ({})", refusal.message(), id);
    return answers.write(refusal, type == null ? ResponseMediaType.JSON : type);
  }

  private Mono<ServerResponse> answer(ServerRequest request, @Nullable ResponseMediaType type) {
    return switch (request.method().name()) {
      case "OPTIONS" -> ServerResponse.noContent().header("Allow", METHODS).build();
      case "GET", "HEAD" ->
          run(
              request,
              acceptable(type),
              Mono.just(RequestParameters.of(request.queryParams())),
              true);
      case "POST" -> run(request, acceptable(type), body.read(request), false);
      default -> throw RequestError.notAllowed("Method not allowed.", METHODS).asException();
    };
  }

  private static ResponseMediaType acceptable(@Nullable ResponseMediaType type) {
    if (type == null) {
      throw RequestError.of(
              HttpStatus.NOT_ACCEPTABLE,
              "Answers are application/graphql-response+json or application/json.")
          .asException();
    }
    return type;
  }

  private Mono<ServerResponse> run(
      ServerRequest request,
      ResponseMediaType type,
      Mono<RequestParameters> parameters,
      boolean isReadOnly) {
    ReadyKey key = PassedRequest.keyOf(request.exchange().getRequest());
    return parameters
        .map(parsed -> graphQl(request, parsed, isReadOnly))
        .flatMap(
            graphQl ->
                gate.pass(
                    () ->
                        handler
                            .handleRequest(graphQl)
                            .flatMap(done -> answers.write(done, type, key))));
  }

  private WebGraphQlRequest graphQl(
      ServerRequest request, RequestParameters parameters, boolean isReadOnly) {
    ServerWebExchange exchange = request.exchange();
    String name = parameters.operationName();
    var graphQl =
        new WebGraphQlRequest(
            request.uri(),
            request.headers().asHttpHeaders(),
            request.cookies(),
            request.remoteAddress().orElse(null),
            request.attributes(),
            new DefaultGraphQlRequest(
                documents.find(parameters),
                name == null || name.isEmpty() ? null : name,
                parameters.variables(),
                parameters.extensions()),
            exchange.getRequest().getId(),
            Locale.ENGLISH);
    graphQl.configureExecutionInput(
        (_, input) ->
            input
                .graphQLContext(
                    Map.of(
                        ValidatingDocumentProvider.READ_ONLY,
                        isReadOnly,
                        JsonBytes.ACCEPTED,
                        true,
                        RequestId.KEY,
                        ResponseHeaders.idOf(exchange.getResponse())))
                .build());
    return graphQl;
  }
}
