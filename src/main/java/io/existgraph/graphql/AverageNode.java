package io.existgraph.graphql;

import io.existgraph.model.Average;

/// A weekly row of averages of an attribute.
record AverageNode(AttributeNode of, Average row) {}
