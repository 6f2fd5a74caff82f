/// The words of the domain: immutable records of what Exist knows, and how they read for people.
/// Imports nothing of ours.
@NullMarked
package io.existgraph.model;

import org.jspecify.annotations.NullMarked;
