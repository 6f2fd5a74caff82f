package io.existgraph.graphql;

import graphql.GraphQLContext;
import io.existgraph.exist.AccessToken;
import io.existgraph.exist.ExistApi;
import io.existgraph.exist.Failure;
import io.existgraph.exist.FailureException;
import io.existgraph.exist.OAuthClientRegistration;
import io.existgraph.exist.PkceValidator;
import io.existgraph.exist.TokenRequest;
import io.existgraph.operation.OperationReaderFactory;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.graphql.data.method.annotation.Argument;
import org.springframework.graphql.data.method.annotation.MutationMapping;
import org.springframework.stereotype.Controller;
import reactor.core.publisher.Mono;

/// The root fields that sign users in. Their responses are never cached.
@Controller
class TokenController {
  record TokenPayload(
      String authorization,
      String tokenType,
      String accessToken,
      @Nullable String refreshToken,
      @Nullable Integer expiresIn,
      @Nullable List<String> scope) {
    static TokenPayload of(AccessToken token) {
      return new TokenPayload(
          token.authorization(),
          token.type(),
          token.accessToken(),
          token.refreshToken(),
          token.expiresIn(),
          token.scope());
    }

    /// Without the secrets.
    @Override
    public String toString() {
      return "TokenPayload";
    }
  }

  private final ExistApi api;
  private final OperationReaderFactory readers;
  private final OAuthClientRegistration client;
  private final SignInThrottle guesses;
  private final TokenRenewals renewals;
  private final boolean isEnabled;

  TokenController(
      ExistApi api,
      OperationReaderFactory readers,
      OAuthClientRegistration client,
      SignInThrottle guesses,
      TokenRenewals renewals,
      @Value("${exist.token-mutations.enabled:true}") boolean isEnabled) {
    this.api = api;
    this.readers = readers;
    this.client = client;
    this.guesses = guesses;
    this.renewals = renewals;
    this.isEnabled = isEnabled;
  }

  @MutationMapping
  Mono<TokenPayload> requestToken(
      @Argument String username, @Argument String password, GraphQLContext context) {
    return ask(username, new TokenRequest.PasswordSignIn(username, password), context);
  }

  @MutationMapping
  Mono<TokenPayload> exchangeAuthorizationCode(
      @Argument String code,
      @Argument String redirectUri,
      @Argument @Nullable String clientId,
      @Argument @Nullable String clientSecret,
      @Argument @Nullable String codeVerifier,
      GraphQLContext context) {
    PkceValidator.checkVerifier(codeVerifier);
    String id = client.idOr(clientId);
    String secret = client.secretOr(clientSecret);
    return ask(
        name(id, secret),
        new TokenRequest.AuthorizationCode(code, redirectUri, id, secret, codeVerifier),
        context);
  }

  /// The old tokens end with it, so the cache of the caller's token is removed.
  @MutationMapping
  Mono<TokenPayload> refreshAccessToken(
      @Argument String refreshToken,
      @Argument @Nullable String clientId,
      @Argument @Nullable String clientSecret,
      GraphQLContext context) {
    String id = client.idOr(clientId);
    String secret = client.secretOr(clientSecret);
    TokenRequest.TokenRefresh request = new TokenRequest.TokenRefresh(refreshToken, id, secret);
    return renewals
        .renew(request, () -> token(name(id, secret), request, context))
        .map(TokenPayload::of)
        .doOnNext(_ -> forget(context));
  }

  /// With its secret: a wrong one is nothing against the client itself.
  private static String name(String clientId, String secret) {
    return clientId + " " + secret;
  }

  private void forget(GraphQLContext context) {
    Operation operation = Operation.in(context);
    if (operation.request().isAuthenticated()) {
      readers.forget(operation.caller().id());
    }
  }

  private Mono<TokenPayload> ask(String name, TokenRequest request, GraphQLContext context) {
    return token(name, request, context).map(TokenPayload::of);
  }

  private Mono<AccessToken> token(String name, TokenRequest request, GraphQLContext context) {
    if (!isEnabled) {
      return Mono.error(new Failure.NotSupported("Token mutations are disabled.").asException());
    }
    Operation operation = Operation.in(context);
    SignInThrottle.SignInAttempt guess = guesses.begin(operation.request().requireAddress(), name);
    return api.token(request, operation.stats())
        .doOnNext(_ -> guess.wasRight())
        .doOnError(fault -> settle(guess, request, fault));
  }

  private void settle(SignInThrottle.SignInAttempt guess, TokenRequest request, Throwable fault) {
    if (request instanceof TokenRequest.TokenRefresh refresh && renewals.wasRenewed(refresh)) {
      guess.wasRight();
      return;
    }
    switch (fault instanceof FailureException known ? known.failure() : null) {
      case Failure.InvalidCredentials _, Failure.InvalidClient _ -> guess.wasWrong();
      case Failure.InvalidGrant _ -> guess.wasWrongOnce();
      case null, default -> guess.wasRight();
    }
  }
}
