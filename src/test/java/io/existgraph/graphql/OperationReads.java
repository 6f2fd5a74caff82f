package io.existgraph.graphql;

import graphql.GraphQLContext;
import java.util.concurrent.TimeUnit;

/// The reads of executed operations, which may go on after a response whose fields all failed
/// before they were loaded.
public final class OperationReads {
  private OperationReads() {}

  /// Waits until an operation's read has ended, successfully or not.
  public static void await(GraphQLContext context) {
    Operation.in(context)
        .loads()
        .results()
        .handle((_, _) -> true)
        .orTimeout(20, TimeUnit.SECONDS)
        .join();
  }
}
