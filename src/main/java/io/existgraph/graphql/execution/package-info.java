/// Execution of checked query documents: compiled once, fetched in one pass, written as JSON. Knows
/// GraphQL Java and nothing of Exist.
@NullMarked
package io.existgraph.graphql.execution;

import org.jspecify.annotations.NullMarked;
