/** The core of the gateway: every event comes in here, and everything that decides hangs on it. */
@NullMarked
package io.weir.gateway.core;

import org.jspecify.annotations.NullMarked;
