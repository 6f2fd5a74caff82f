package io.existgraph.graphql.execution;

import graphql.Directives;
import graphql.GraphQLError;
import graphql.language.Directive;
import graphql.language.Document;
import graphql.language.Node;
import graphql.language.NodeTraverser;
import graphql.language.NodeVisitorStub;
import graphql.util.TraversalControl;
import graphql.util.TraverserContext;
import graphql.validation.ValidationError;
import graphql.validation.ValidationErrorType;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// The directives that GraphQL Java adds to every schema beside those of the specification. They
/// are not offered, and a document that has one is invalid.
public final class ExperimentalDirectives {
  private static final Set<String> NAMES =
      Set.of(
          Directives.DeferDirective.getName(),
          Directives.ExperimentalDisableErrorPropagationDirective.getName());

  private ExperimentalDirectives() {}

  public static boolean contains(String name) {
    return NAMES.contains(name);
  }

  /// An error for each of them in the document.
  public static List<GraphQLError> errors(Document document) {
    List<GraphQLError> errors = new ArrayList<>();
    new NodeTraverser()
        .preOrder(
            new NodeVisitorStub() {
              @Override
              @SuppressWarnings("rawtypes") // as it is declared
              public TraversalControl visitDirective(
                  Directive directive, TraverserContext<Node> context) {
                if (contains(directive.getName())) {
                  errors.add(error(directive));
                }
                return TraversalControl.CONTINUE;
              }
            },
            document);
    return errors;
  }

  private static GraphQLError error(Directive directive) {
    return ValidationError.newValidationError()
        .validationErrorType(ValidationErrorType.UnknownDirective)
        .sourceLocation(directive.getSourceLocation())
        .description(
            "Validation error (UnknownDirective) : Unknown directive '" + directive.getName() + "'")
        .build();
  }
}
