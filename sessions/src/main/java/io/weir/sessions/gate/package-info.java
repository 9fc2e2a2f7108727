/** The gate: what a client sends passes it on the way in, what goes to a broker passes it on the way out. */
@NullMarked
package io.weir.sessions.gate;

import org.jspecify.annotations.NullMarked;
