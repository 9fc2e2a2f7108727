/** A package that knows the one that knows it. */
@NullMarked
package io.weir.conformance.offenders.left;

import org.jspecify.annotations.NullMarked;
