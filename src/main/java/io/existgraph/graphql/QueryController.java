package io.existgraph.graphql;

import graphql.GraphQLContext;
import graphql.schema.DataFetchingEnvironment;
import io.existgraph.credential.CallerId;
import io.existgraph.data.UserRef;
import io.existgraph.exist.ApiFeature;
import io.existgraph.exist.AttributeSelector;
import io.existgraph.exist.LoadKey.OwnedAttributesKey;
import io.existgraph.exist.LoadKey.ProfileKey;
import io.existgraph.exist.LoadKey.UserExistenceKey;
import io.existgraph.exist.OAuthClientRegistration;
import io.existgraph.model.Attribute;
import io.existgraph.operation.LoadResults;
import io.existgraph.operation.planning.KeyCollector;
import io.existgraph.operation.planning.ResultSizes;
import io.existgraph.operation.planning.SelectedField;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.springframework.graphql.data.method.annotation.Argument;
import org.springframework.graphql.data.method.annotation.QueryMapping;
import org.springframework.stereotype.Controller;

/// The root fields that read. Each waits until everything that the operation selects was loaded.
@Controller
@SuppressWarnings("FutureReturnValueIgnored") // the engine awaits what the fetchers return
class QueryController {
  private static final AttributeScope OWNED =
      new AttributeScope(UserRef.SELF, new AttributeSelector.OwnedByService());
  static final FieldTable<CallerId, Void> FIELDS =
      FieldTable.<CallerId, Void>of("Query")
          .plain("rateLimit", "freshness", "authorizationUrl")
          .counted(
              "me",
              (_, field, keys) ->
                  UserController.collect(
                      new UserScope(UserRef.SELF, false), field.children(), keys),
              (_, field, sizes) -> userSize(UserRef.SELF, field, sizes))
          .counted("user", QueryController::user, QueryController::userSize)
          .counted(
              "ownedAttributes",
              (_, field, keys) -> owned(field, keys),
              (_, field, sizes) -> ownedSize(field, sizes))
          .counted(
              "attributeTemplates",
              AttributeTemplateController::collect,
              AttributeTemplateController::size)
          .counted("node", NodeSelections::collect, NodeSelections::size)
          .counted("nodes", NodeSelections::collect, NodeSelections::size)
          .fetch("me", UserNode.class, (_, environment) -> me(environment));

  private final OAuthClientRegistration client;

  QueryController(OAuthClientRegistration client) {
    this.client = client;
  }

  static long userSize(UserRef user, SelectedField field, ResultSizes sizes) {
    return UserController.FIELDS.size(new UserScope(user, false), field.children(), sizes);
  }

  private static CompletableFuture<UserNode> me(DataFetchingEnvironment environment) {
    Operation operation = Operation.in(environment.getGraphQlContext());
    return operation.loads().results().thenApply(_ -> operation.me());
  }

  /// The caller's own name is `me`, which may turn out only when the profile was read.
  private static void user(CallerId caller, SelectedField field, KeyCollector keys) {
    String name = field.arguments().text("username");
    if (name != null && UserRef.isName(name)) {
      UserRef user = new UserRef(name);
      keys.addNamedUser(user);
      UserController.collect(new UserScope(user, false), field.children(), keys);
    }
  }

  private static long userSize(CallerId caller, SelectedField field, ResultSizes sizes) {
    String name = field.arguments().text("username");
    return name == null || !UserRef.isName(name)
        ? 0
        : userSize(sizes.resolve(new UserRef(name)), field, sizes);
  }

  @QueryMapping
  CompletableFuture<@Nullable UserNode> user(@Argument String username, GraphQLContext context) {
    Operation operation = Operation.in(context);
    return operation
        .loads()
        .results()
        .thenApply(
            results ->
                UserRef.isName(username) ? user(operation, results, new UserRef(username)) : null);
  }

  static @Nullable UserNode user(Operation operation, LoadResults results, UserRef user) {
    if (!results.can(ApiFeature.OTHERS) && !results.resolve(user).isSelf()) {
      var _ = results.get(new ProfileKey(UserRef.SELF)); // unless it failed, the name is another's
      throw FailureExceptionResolver.notSupported().asException();
    }
    return results.get(new UserExistenceKey(user))
        ? new UserNode(operation.caller().id(), user)
        : null;
  }

  static void owned(SelectedField field, KeyCollector keys) {
    keys.add(new OwnedAttributesKey(UserRef.SELF));
    AttributeController.collect(OWNED, field.children(), keys);
  }

  static long ownedSize(SelectedField field, ResultSizes sizes) {
    return ResultSizes.times(
        sizes.count(UserRef.SELF, OWNED.names()),
        AttributeController.FIELDS.size(OWNED, field.children(), sizes));
  }

  @QueryMapping
  CompletableFuture<List<AttributeNode>> ownedAttributes(GraphQLContext context) {
    Operation operation = Operation.in(context);
    return operation
        .loads()
        .results()
        .thenApply(
            results -> owned(operation.me(), results.get(new OwnedAttributesKey(UserRef.SELF))));
  }

  static List<AttributeNode> owned(UserNode me, Collection<Attribute> attributes) {
    return attributes.stream()
        .map(attribute -> AttributeNode.mentioned(me, OWNED.names(), attribute))
        .toList();
  }

  @QueryMapping
  String authorizationUrl(
      @Argument @Nullable String clientId,
      @Argument String redirectUri,
      @Argument List<String> scope,
      @Argument @Nullable String state,
      @Argument @Nullable String codeChallenge) {
    return client.authorizationUrl(clientId, redirectUri, scope, state, codeChallenge);
  }
}
