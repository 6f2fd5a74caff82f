package io.existgraph.graphql.execution;

import graphql.language.Argument;
import graphql.language.Directive;
import graphql.language.DirectivesContainer;
import graphql.language.FragmentDefinition;
import graphql.language.OperationDefinition;
import graphql.language.Selection;
import graphql.language.SelectionSetContainer;
import graphql.language.VariableReference;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;

/// The variables that a selection depends on: those of `@skip` and `@include`.
final class ConditionVariables {
  private final Set<String> names = new HashSet<>();

  private ConditionVariables() {}

  static Set<String> of(OperationDefinition operation, Collection<FragmentDefinition> fragments) {
    ConditionVariables found = new ConditionVariables();
    found.visit((SelectionSetContainer<?>) operation);
    for (FragmentDefinition fragment : fragments) {
      found.visit((DirectivesContainer<?>) fragment);
      found.visit((SelectionSetContainer<?>) fragment);
    }
    return Set.copyOf(found.names);
  }

  private void visit(SelectionSetContainer<?> container) {
    if (container.getSelectionSet() == null) {
      return;
    }
    for (Selection<?> selection : container.getSelectionSet().getSelections()) {
      if (selection instanceof DirectivesContainer<?> conditional) {
        visit(conditional);
      }
      if (selection instanceof SelectionSetContainer<?> nested) {
        visit(nested);
      }
    }
  }

  private void visit(DirectivesContainer<?> conditional) {
    for (Directive directive : conditional.getDirectives()) {
      if (directive.getName().equals("skip") || directive.getName().equals("include")) {
        for (Argument argument : directive.getArguments()) {
          if (argument.getValue() instanceof VariableReference variable) {
            names.add(variable.getName());
          }
        }
      }
    }
  }
}
