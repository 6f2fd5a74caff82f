package io.existgraph.graphql;

import graphql.GraphQLContext;
import io.existgraph.upstream.ExchangeListener;

/// Makes who else hears of an operation's exchanges, by the context the operation runs in.
@FunctionalInterface
public interface Traces {
  ExchangeListener in(GraphQLContext context);
}
