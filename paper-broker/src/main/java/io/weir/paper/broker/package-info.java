/** The paper market as a FIX 4.4 broker: orders and market data requests in, reports and quotes out. */
@NullMarked
package io.weir.paper.broker;

import org.jspecify.annotations.NullMarked;
