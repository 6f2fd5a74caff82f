package io.existgraph.demo;

import org.jspecify.annotations.Nullable;

/// Who a token speaks for: a person, and the OAuth2 client they let act for them, if any.
record Caller(Person person, @Nullable Service client, boolean mayWrite) {}
