package io.existgraph.graphql;

import graphql.ErrorClassification;
import graphql.ErrorType;
import graphql.GraphQLError;
import graphql.execution.ResultPath;
import graphql.language.SourceLocation;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// An error of a field, whose `extensions` have its code. GraphQL Java's own errors add a
/// `classification` to them, which is less specific.
record CodedGraphQlError(
    String message,
    ResultPath resultPath,
    List<SourceLocation> locations,
    Map<String, Object> extensions)
    implements GraphQLError {
  @Override
  public String getMessage() {
    return message;
  }

  @Override
  public List<SourceLocation> getLocations() {
    return locations;
  }

  @Override
  public List<Object> getPath() {
    return resultPath.toList();
  }

  @Override
  public Map<String, Object> getExtensions() {
    return extensions;
  }

  @Override
  public ErrorClassification getErrorType() {
    return ErrorType.DataFetchingException;
  }

  @Override
  public Map<String, Object> toSpecification() {
    Map<String, Object> specification = new LinkedHashMap<>();
    specification.put("message", message);
    specification.put("locations", locations.stream().map(CodedGraphQlError::location).toList());
    specification.put("path", getPath());
    specification.put("extensions", extensions);
    return specification;
  }

  private static Map<String, Object> location(SourceLocation place) {
    return Map.of("line", place.getLine(), "column", place.getColumn());
  }
}
