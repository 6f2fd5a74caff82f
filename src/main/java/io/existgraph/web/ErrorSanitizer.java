package io.existgraph.web;

import graphql.ErrorClassification;
import graphql.GraphQLError;
import graphql.GraphqlErrorBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/// The errors of a request that was not executed: a few, and without the values it was sent with.
final class ErrorSanitizer {
  private static final int MOST = 5;
  private static final int LONGEST = 300;

  /// A literal as GraphQL Java prints it, with what it has to say about its own classes.
  private static final Pattern LITERAL =
      Pattern.compile(" with value '.*' (is not|must|is missing|contains)", Pattern.DOTALL);

  private static final Pattern OPINION =
      Pattern.compile("(is not a valid '\\w+').*", Pattern.DOTALL);
  private static final Pattern DEFAULT =
      Pattern.compile("Bad default value '.*' for type", Pattern.DOTALL);
  private static final Pattern VARIABLE =
      Pattern.compile("^(Variable '\\w+' has an invalid value).*", Pattern.DOTALL);

  private ErrorSanitizer() {}

  static List<GraphQLError> sanitized(List<GraphQLError> errors) {
    return errors.stream().limit(MOST).map(ErrorSanitizer::sanitized).toList();
  }

  private static GraphQLError sanitized(GraphQLError error) {
    if (error instanceof RequestError) {
      return error;
    }
    if (isBadFaith(error.getErrorType())) {
      return RequestError.tooCostly("The introspection goes round in circles.");
    }
    return GraphqlErrorBuilder.newError()
        .message("%s", sentence(String.valueOf(error.getMessage())))
        .locations(error.getLocations() == null ? new ArrayList<>() : error.getLocations())
        .errorType(error.getErrorType())
        .extensions(Map.of("code", "BAD_REQUEST", "retryable", false))
        .build();
  }

  private static boolean isBadFaith(ErrorClassification type) {
    return type != null && type.toString().contains("BadFaith");
  }

  private static String sentence(String message) {
    String plain = LITERAL.matcher(message).replaceAll(" $1");
    plain = OPINION.matcher(plain).replaceAll("$1");
    plain = DEFAULT.matcher(plain).replaceAll("Bad default value for type");
    plain = VARIABLE.matcher(plain).replaceAll("$1.");
    return plain.length() <= LONGEST ? plain : plain.substring(0, LONGEST) + "…";
  }
}
