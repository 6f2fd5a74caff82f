package io.existgraph.web;

/// What a document may hold.
public record DocumentLimits(
    int tokens,
    int depth,
    int fields,
    int aliases,
    int rootFields,
    int mutationFields,
    int directives) {}
