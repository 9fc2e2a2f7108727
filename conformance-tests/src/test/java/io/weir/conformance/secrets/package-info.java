/** What must not be written is written nowhere. */
@NullMarked
package io.weir.conformance.secrets;

import org.jspecify.annotations.NullMarked;
