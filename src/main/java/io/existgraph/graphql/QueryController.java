package io.existgraph.graphql;

import graphql.GraphQLContext;
import io.existgraph.credential.CallerId;
import io.existgraph.data.UserRef;
import io.existgraph.exist.ApiFeature;
import io.existgraph.exist.OAuthClient;
import io.existgraph.operation.ReadResult;
import io.existgraph.operation.planning.LookAhead;
import io.existgraph.ratelimit.RateLimitStatus;
import io.existgraph.relay.GlobalIds;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.graphql.data.method.annotation.Argument;
import org.springframework.graphql.data.method.annotation.QueryMapping;
import org.springframework.stereotype.Controller;
import reactor.core.publisher.Mono;

/// The root fields that read.
@Controller
class QueryController {
  private final OAuthClient client;

  QueryController(OAuthClient client) {
    this.client = client;
  }

  record RateLimit(
      String id, int limit, int used, int remaining, @Nullable OffsetDateTime resetAt) {}

  @QueryMapping
  Mono<UserNode> me(GraphQLContext context) {
    Operation operation = Operation.in(context);
    return operation.known().map(operation::me);
  }

  private static CallerId callerId(Operation operation) {
    return operation.caller().callerId();
  }

  @QueryMapping
  Mono<UserNode> user(@Argument String username, GraphQLContext context) {
    Operation operation = Operation.in(context);
    return operation
        .known()
        .mapNotNull(
            known ->
                UserRef.isName(username)
                    ? user(callerId(operation), known, new UserRef(username))
                    : null);
  }

  static @Nullable UserNode user(CallerId caller, ReadResult known, UserRef root) {
    UserRef user = LookAhead.resolve(root, known.facts());
    if (!user.isSelf() && !known.can(ApiFeature.OTHERS)) {
      var _ = known.profile(UserRef.SELF); // unless it failed, the name is another's
      throw FailureExceptionResolver.notSupported().asException();
    }
    if (!user.isSelf() && known.isAbsent(user)) {
      return null;
    }
    return new UserNode(caller, known, root, user);
  }

  @QueryMapping
  Mono<List<AttributeNode>> ownedAttributes(GraphQLContext context) {
    return me(context).map(QueryController::owned);
  }

  static List<AttributeNode> owned(UserNode me) {
    return me.known().owned().stream().map(it -> new AttributeNode(me, it.name(), it)).toList();
  }

  @QueryMapping
  Mono<Object> node(@Argument String id, GraphQLContext context) {
    Operation operation = Operation.in(context);
    return operation.known().mapNotNull(known -> find(operation, known, id));
  }

  private static @Nullable Object find(Operation operation, ReadResult known, String id) {
    CallerId caller = callerId(operation);
    return GlobalIds.read(caller, id)
        .map(path -> new NodeResolver(caller, known).find(path))
        .orElse(null);
  }

  @QueryMapping
  Mono<graphql.execution.DataFetcherResult<List<@Nullable Object>>> nodes(
      @Argument List<String> ids,
      GraphQLContext context,
      graphql.schema.DataFetchingEnvironment env) {
    Operation operation = Operation.in(context);
    return operation
        .known()
        .map(known -> PartialList.of(ids, id -> find(operation, known, id), env))
        .onErrorResume(
            fault ->
                Mono.just(
                    PartialList.of(
                        ids,
                        _ -> {
                          throw reactor.core.Exceptions.propagate(fault);
                        },
                        env)));
  }

  @QueryMapping
  @Nullable RateLimit rateLimit(GraphQLContext context) {
    Operation operation = Operation.in(context);
    RateLimitStatus left = operation.allowance();
    if (left == null) {
      return null;
    }
    return new RateLimit(
        GlobalIds.of(callerId(operation), "RateLimit", UserRef.SELF),
        left.limit(),
        left.used(),
        left.remaining(),
        utc(left.resetAt()));
  }

  @QueryMapping
  String authorizationUrl(
      @Argument @Nullable String clientId,
      @Argument String redirectUri,
      @Argument List<String> scope,
      @Argument @Nullable String state) {
    return client.authorizationUrl(clientId, redirectUri, scope, state);
  }

  static @Nullable OffsetDateTime utc(@Nullable Instant instant) {
    return instant == null
        ? null
        : instant.truncatedTo(ChronoUnit.SECONDS).atOffset(ZoneOffset.UTC);
  }
}
