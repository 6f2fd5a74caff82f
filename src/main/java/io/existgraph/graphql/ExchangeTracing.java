package io.existgraph.graphql;

import graphql.GraphQLContext;
import io.existgraph.exist.ExchangeListener;

/// A factory of further listeners to an operation's exchanges, by the context of the operation.
@FunctionalInterface
public interface ExchangeTracing {
  ExchangeListener in(GraphQLContext context);
}
