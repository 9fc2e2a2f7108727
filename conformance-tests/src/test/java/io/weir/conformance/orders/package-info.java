/** Orders on their way through the gateway: every report that the OMS gets, every message that the broker gets. */
@NullMarked
package io.weir.conformance.orders;

import org.jspecify.annotations.NullMarked;
