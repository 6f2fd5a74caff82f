/// Credentials and their identities. Hides the secret: other packages know a caller by its digest.
@NullMarked
package io.existgraph.credential;

import org.jspecify.annotations.NullMarked;
