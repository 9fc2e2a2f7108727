/** A package that knows the one that knows it. */
@NullMarked
package io.weir.conformance.offenders.right;

import org.jspecify.annotations.NullMarked;
