/// The domain: immutable records of the data in Exist, and their formatting for people. Imports
/// nothing of ours.
@NullMarked
package io.existgraph.model;

import org.jspecify.annotations.NullMarked;
