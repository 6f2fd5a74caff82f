package io.existgraph.model;

/// A service that writes values: its slug (`fitbit`) and its display name (`Fitbit`).
public record Service(String name, String label) {}
