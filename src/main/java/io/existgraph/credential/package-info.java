/// Credentials and their identities. Hides the secret: other packages identify a caller by its
/// digest.
@NullMarked
package io.existgraph.credential;

import org.jspecify.annotations.NullMarked;
