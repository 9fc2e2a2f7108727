/** Classes that break the rules of the house on purpose, and one that keeps them. */
@NullMarked
package io.weir.conformance.offenders;

import org.jspecify.annotations.NullMarked;
