/// The web layer: GraphQL over HTTP, what is refused before anything is executed, and the headers
/// of every answer. Hides Spring's web types and how documents are parsed, measured and cached.
@NullMarked
package io.existgraph.web;

import org.jspecify.annotations.NullMarked;
