/// Who is asking. Hides the secret: past this package a caller is a digest.
@NullMarked
package io.existgraph.credential;

import org.jspecify.annotations.NullMarked;
