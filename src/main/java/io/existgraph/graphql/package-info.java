/// The face: types of the schema over what a reading found out. Hides GraphQL Java.
///
/// An operation's reads are planned from its selection and done before its fields are resolved; a
/// field only looks up what is known by then, so none can start a request of its own.
@NullMarked
package io.existgraph.graphql;

import org.jspecify.annotations.NullMarked;
