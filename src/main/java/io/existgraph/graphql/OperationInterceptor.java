package io.existgraph.graphql;

import graphql.ExecutionResult;
import graphql.GraphQLContext;
import graphql.GraphQLError;
import io.existgraph.credential.Caller;
import io.existgraph.credential.Credential;
import io.existgraph.exist.GatewayListener;
import io.existgraph.graphql.execution.RepeatableQuery;
import io.existgraph.logging.RequestId;
import io.existgraph.operation.AnswerBasis;
import io.existgraph.operation.ClientAddress;
import io.existgraph.ratelimit.RateLimitStatus;
import io.existgraph.ready.PreparedQuery;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.graphql.server.WebGraphQlInterceptor;
import org.springframework.graphql.server.WebGraphQlRequest;
import org.springframework.graphql.server.WebGraphQlResponse;
import org.springframework.graphql.support.DefaultExecutionGraphQlResponse;
import org.springframework.http.HttpHeaders;
import reactor.core.publisher.Mono;

/// An interceptor that creates an [Operation] from a request's headers, and adds its cost to the
/// response.
final class OperationInterceptor implements WebGraphQlInterceptor {
  private final OperationFactory operations;
  private final GatewayListener listener;

  OperationInterceptor(OperationFactory operations, GatewayListener listener) {
    this.operations = operations;
    this.listener = listener;
  }

  @Override
  public Mono<WebGraphQlResponse> intercept(WebGraphQlRequest request, Chain chain) {
    HttpHeaders headers = request.getHeaders();
    Caller caller =
        Credential.parse(headers.getOrEmpty(HttpHeaders.AUTHORIZATION))
            .map(Caller::of)
            .orElse(null);
    boolean noCache =
        headers.getOrEmpty(HttpHeaders.CACHE_CONTROL).stream()
            .anyMatch(value -> value.toLowerCase(Locale.ROOT).contains("no-cache"));
    return operations
        .update(caller)
        .then(Mono.defer(() -> intercept(request, chain, caller, noCache)));
  }

  private Mono<WebGraphQlResponse> intercept(
      WebGraphQlRequest request, Chain chain, @Nullable Caller caller, boolean noCache) {
    HttpHeaders headers = request.getHeaders();
    Operation operation =
        operations.operation(
            caller,
            ClientAddress.of(request.getRemoteAddress()),
            noCache,
            isOn(headers, "X-Exist-Explain"));
    request.configureExecutionInput((_, input) -> input.graphQLContext(operation::putInto).build());
    boolean isTraced = isOn(headers, "X-Exist-Trace");
    return chain.next(request).map(response -> withReport(response, operation, isTraced));
  }

  private static boolean isOn(HttpHeaders headers, String name) {
    return "true".equalsIgnoreCase(headers.getFirst(name));
  }

  private WebGraphQlResponse withReport(
      WebGraphQlResponse response, Operation operation, boolean isTraced) {
    notifyListener(operation);
    if (operation.isRejected()) {
      return rejected(response);
    }
    boolean isExecuted = response.getExecutionResult().isDataPresent();
    AnswerBasis basis = isExecuted ? operation.basis() : null;
    if (isExecuted && response.getExecutionResult().getErrors().isEmpty()) {
      keep(basis, operation, response.getExecutionInput().getGraphQLContext());
    }
    return response.transform(
        builder -> {
          if (isExecuted) {
            // an explanation executes nothing that could fail; its null is no defect
            builder.errors(operation.request().isExplained() ? List.of() : coded(response));
            Map<Object, Object> extensions = new HashMap<>(response.getExtensions());
            extensions.put("exist", new OperationExtensions(operation).report(isTraced));
            builder.extensions(extensions);
          }
          if (operation.request().isExplained() && isExecuted) {
            withoutData(builder);
          }
        });
  }

  /// Leaves in the context what the same request may be answered by again.
  private void keep(@Nullable AnswerBasis basis, Operation operation, GraphQLContext context) {
    if (basis != null) {
      context.put(AnswerBasis.CONTEXT_KEY, basis);
    }
    Supplier<RepeatableQuery> query = context.get(RepeatableQuery.CONTEXT_KEY);
    if (query != null
        && !operation.request().isExplained()
        && PreparedOperation.isPossible(operation.selection())) {
      Supplier<PreparedQuery> prepared =
          () -> new PreparedOperation(operations, listener, query.get(), operation.selection());
      context.put(PreparedQuery.CONTEXT_KEY, prepared);
    }
  }

  /// The errors alone: each field has the same one, and none was executed.
  private static WebGraphQlResponse rejected(WebGraphQlResponse response) {
    var errors = response.getExecutionResult().getErrors().subList(0, 1);
    return new WebGraphQlResponse(
        new DefaultExecutionGraphQlResponse(
            response.getExecutionInput(),
            ExecutionResult.newExecutionResult().errors(errors).build()));
  }

  private void notifyListener(Operation operation) {
    RateLimitStatus left = operation.allowance();
    if (left != null) {
      listener.operationCompleted(operation.stats().isStale(), left.remaining());
    }
  }

  @SuppressWarnings("NullAway") // null data is what GraphQL answers where nothing was executed
  private static void withoutData(WebGraphQlResponse.Builder builder) {
    builder.data(null);
  }

  /// An error without a code was raised by GraphQL's engine for a value: an internal error.
  private static List<GraphQLError> coded(WebGraphQlResponse response) {
    String id = response.getExecutionInput().getGraphQLContext().get(RequestId.KEY);
    return response.getExecutionResult().getErrors().stream()
        .map(error -> isCoded(error) ? error : FailureExceptionResolver.defect(error, id))
        .toList();
  }

  private static boolean isCoded(GraphQLError error) {
    return error.getExtensions() != null && error.getExtensions().containsKey("code");
  }
}
