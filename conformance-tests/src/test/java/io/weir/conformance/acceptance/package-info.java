/** Plays session acceptance definitions against the echo acceptor, as the harness that they come from does. */
@NullMarked
package io.weir.conformance.acceptance;

import org.jspecify.annotations.NullMarked;
