/** The vocabulary of orders that every room shares: sides, types, states, refusals, intents. */
@NullMarked
package io.weir.fix.order;

import org.jspecify.annotations.NullMarked;
