package io.existgraph.web;

import graphql.ErrorClassification;
import graphql.GraphQLError;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The errors of a request that was not executed: a few, and without the values it was sent with.
final class ErrorSanitizer {
  private static final int MAX_ERRORS = 5;
  private static final int MAX_LENGTH = 300;

  /// A literal as GraphQL Java prints it, with the names of its own classes.
  private static final Pattern LITERAL =
      Pattern.compile(" with value '.*' (is not|must|is missing|contains)", Pattern.DOTALL);

  private static final Pattern OPINION =
      Pattern.compile("(is not a valid '\\w+').*", Pattern.DOTALL);
  private static final Pattern DEFAULT =
      Pattern.compile("Bad default value '.*' for type", Pattern.DOTALL);
  private static final Pattern VARIABLE =
      Pattern.compile("^(Variable '\\w+' has an invalid value)(.*)", Pattern.DOTALL);

  /// GraphQL Java's message for a variable that is missing or null.
  private static final Pattern MISSING =
      Pattern.compile("has coerced Null value for NonNull type '([\\w!\\[\\]]+)'");

  /// The expected type of a value, in a message of GraphQL Java or of a scalar.
  private static final Pattern TYPE = Pattern.compile("(?:type|enum) '([\\w!\\[\\]]+)'");

  private static final Pattern UNDEFINED =
      Pattern.compile("field name '(\\w+)' that is not defined for input object type '(\\w+)'");

  private ErrorSanitizer() {}

  static List<GraphQLError> sanitized(List<GraphQLError> errors) {
    return errors.stream().limit(MAX_ERRORS).map(ErrorSanitizer::sanitized).toList();
  }

  private static GraphQLError sanitized(GraphQLError error) {
    if (error instanceof RequestError) {
      return error;
    }
    if (isBadFaith(error.getErrorType())) {
      return RequestError.tooCostly("The introspection query is cyclic.");
    }
    return RequestError.invalid(
        sentence(String.valueOf(error.getMessage())),
        error.getLocations() == null ? List.of() : error.getLocations());
  }

  /// What is wrong with the value of a variable, without the value.
  private static String reason(String message) {
    Matcher missing = MISSING.matcher(message);
    if (missing.find()) {
      return ": it is missing or null where " + missing.group(1) + " is needed.";
    }
    Matcher undefined = UNDEFINED.matcher(message);
    if (undefined.find()) {
      return ": " + undefined.group(2) + " has no field " + undefined.group(1) + ".";
    }
    Matcher type = TYPE.matcher(message);
    return type.find() ? ": it is not of type " + type.group(1) + "." : ".";
  }

  private static boolean isBadFaith(ErrorClassification type) {
    return type != null && type.toString().contains("BadFaith");
  }

  private static String sentence(String message) {
    String plain = LITERAL.matcher(message).replaceAll(" $1");
    plain = OPINION.matcher(plain).replaceAll("$1");
    plain = DEFAULT.matcher(plain).replaceAll("Bad default value for type");
    Matcher variable = VARIABLE.matcher(plain);
    if (variable.matches()) {
      plain = variable.group(1) + reason(variable.group(2));
    }
    return plain.length() <= MAX_LENGTH ? plain : plain.substring(0, MAX_LENGTH) + "…";
  }
}
