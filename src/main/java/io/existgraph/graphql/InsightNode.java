package io.existgraph.graphql;

import io.existgraph.model.Insight;

/// An insight of a user.
record InsightNode(UserNode owner, Insight row) {}
