package io.existgraph.graphql.execution;

import java.util.Set;

/// The names of the root fields of queries that are executed when all others are complete.
public record LastRootFields(Set<String> names) {}
