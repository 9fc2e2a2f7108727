/** Inputs that nobody would think of: random streams, messages and histories, and what must hold for every one of them. */
@NullMarked
package io.weir.conformance.fuzz;

import org.jspecify.annotations.NullMarked;
