package io.existgraph.web;

/// The limits of a document.
public record DocumentLimits(
    int tokens,
    int depth,
    int fields,
    int aliases,
    int rootFields,
    int mutationFields,
    int directives) {}
