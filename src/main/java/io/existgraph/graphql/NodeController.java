package io.existgraph.graphql;

import graphql.GraphQLContext;
import graphql.execution.DataFetcherResult;
import graphql.schema.DataFetchingEnvironment;
import io.existgraph.operation.LoadResults;
import io.existgraph.relay.GlobalIdCodec;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;
import org.springframework.graphql.data.method.annotation.Argument;
import org.springframework.graphql.data.method.annotation.QueryMapping;
import org.springframework.stereotype.Controller;

/// The root fields that fetch things again by their ids.
@Controller
class NodeController {
  @QueryMapping
  CompletableFuture<@Nullable Object> node(@Argument String id, GraphQLContext context) {
    Operation operation = Operation.in(context);
    return operation.loads().results().thenApply(results -> find(operation, results, id));
  }

  private static @Nullable Object find(Operation operation, LoadResults results, String id) {
    GlobalIdCodec.NodePath path = GlobalIdCodec.read(operation.caller().id(), id).orElse(null);
    UserNode user = path == null ? null : QueryController.user(operation, results, path.user());
    return path == null || user == null ? null : new NodeResolver(user, results).find(path);
  }

  @QueryMapping
  CompletableFuture<DataFetcherResult<List<@Nullable Object>>> nodes(
      @Argument List<String> ids, DataFetchingEnvironment environment) {
    Operation operation = Operation.in(environment.getGraphQlContext());
    return operation
        .loads()
        .results()
        .handle(
            (results, failure) ->
                PartialList.of(
                    ids,
                    id -> {
                      if (failure != null) {
                        throw unwrapped(failure);
                      }
                      return find(operation, results, id);
                    },
                    environment));
  }

  private static RuntimeException unwrapped(Throwable failure) {
    Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
    return cause instanceof RuntimeException known ? known : new CompletionException(cause);
  }
}
