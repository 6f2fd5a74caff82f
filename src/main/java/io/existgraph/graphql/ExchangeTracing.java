package io.existgraph.graphql;

import graphql.GraphQLContext;
import io.existgraph.exist.ExchangeListener;

/// Makes who else hears of an operation's exchanges, by the context the operation runs in.
@FunctionalInterface
public interface ExchangeTracing {
  ExchangeListener in(GraphQLContext context);
}
