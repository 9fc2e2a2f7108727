/** The Rules of Engagement of a session: what its counterparty must know, found by asking the gateway itself. */
@NullMarked
package io.weir.gateway.rules;

import org.jspecify.annotations.NullMarked;
