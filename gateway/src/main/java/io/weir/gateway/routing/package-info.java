/** Who is at the other end: clients, brokers with their dialects, and which broker gets an order. */
@NullMarked
package io.weir.gateway.routing;

import org.jspecify.annotations.NullMarked;
