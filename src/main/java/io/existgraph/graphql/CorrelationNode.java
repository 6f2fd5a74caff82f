package io.existgraph.graphql;

import io.existgraph.model.Correlation;

/// A correlation, reached through the first of its attributes.
record CorrelationNode(AttributeNode attribute, Correlation row) {}
