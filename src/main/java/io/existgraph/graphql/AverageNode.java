package io.existgraph.graphql;

import io.existgraph.model.WeeklyAverage;

/// A weekly row of averages of an attribute.
record AverageNode(AttributeNode of, WeeklyAverage row) {}
