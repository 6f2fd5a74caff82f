package io.existgraph.web;

import graphql.language.Document;
import graphql.language.OperationDefinition;
import graphql.language.OperationDefinition.Operation;

/// A check that refuses a document which is too large, before it is validated: validation takes
/// time with the square of the selections that an operation has once its fragments are expanded.
record DocumentLimitChecker(DocumentLimits bounds) {
  /// What every tool's introspection query stays below, and GraphQL Java's own bounds.
  private static final int META_FIELDS = 500;

  private static final int META_DEPTH = 20;
  private static final int META_CIRCLES = 1;

  /// Outside of strings.
  private static final int DIGITS = 5_000;

  /// Selections that may be validated, to each field that may be executed.
  private static final int SLACK = 5;

  /// Passes a text that can be parsed in no time.
  static void checkNumbers(String text) {
    NumberLiteralScanner.NumberStatistics numbers = NumberLiteralScanner.of(text);
    atMost(numbers.digits(), DIGITS, "digits");
    if (numbers.isBeyondBounds()) {
      throw RequestError.invalid(NumberLimits.MESSAGE).asException();
    }
  }

  /// Passes a document within the bounds.
  void check(Document document) {
    DocumentSizeCalculator measuring = new DocumentSizeCalculator(document);
    DocumentSize all = measuring.ofLargestFragment();
    for (var operation : document.getDefinitionsOfType(OperationDefinition.class)) {
      DocumentSize measure = measuring.of(operation);
      check(measure);
      checkRoots(operation, measuring.rootFields(operation));
      all = all.plus(measure);
    }
    atMost(measuring.directives(), bounds.directives(), "directives");
    long most = (long) SLACK * bounds.fields();
    atMost(all.selections(), most, "selections in all");
  }

  private void check(DocumentSize measure) {
    atMost(measure.fields(), bounds.fields(), "fields");
    atMost(measure.aliases(), bounds.aliases(), "aliases");
    atMost(measure.metaFields(), META_FIELDS, "fields of introspection");
    notDeeper(measure.depth(), bounds.depth(), "The operation");
    notDeeper(measure.metaDepth(), META_DEPTH, "The introspection");
    if (measure.metaCircles() > META_CIRCLES) {
      throw RequestError.tooCostly("The introspection query is cyclic.").asException();
    }
  }

  private void checkRoots(OperationDefinition operation, long roots) {
    boolean isMutation = operation.getOperation() == Operation.MUTATION;
    int most = isMutation ? bounds.mutationFields() : bounds.rootFields();
    atMost(roots, most, isMutation ? "root fields of a mutation" : "root fields");
  }

  private static void notDeeper(int depth, int limit, String what) {
    if (depth > limit) {
      throw RequestError.tooCostly(
              what
                  + " has a depth of "
                  + depth
                  + "; the limit is "
                  + limit
                  + ". Nest fewer selections.")
          .asException();
    }
  }

  private static void atMost(long count, long limit, String what) {
    if (count > limit) {
      throw RequestError.tooCostly(
              "The operation has "
                  + count
                  + " "
                  + what
                  + "; the limit is "
                  + limit
                  + ". Select fewer, or send several operations.")
          .asException();
    }
  }
}
