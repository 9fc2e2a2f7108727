/** State on its way into a snapshot and out of one: compact, in named sections with a version each. */
@NullMarked
package io.weir.fix.state;

import org.jspecify.annotations.NullMarked;
