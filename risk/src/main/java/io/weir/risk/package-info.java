/** Whether an order may go on: limits, reservations, reference prices, message rates and the kill switch. */
@NullMarked
package io.weir.risk;

import org.jspecify.annotations.NullMarked;
