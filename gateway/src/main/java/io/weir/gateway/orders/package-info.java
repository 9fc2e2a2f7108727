/** Orders in their lives: parents of clients, children at brokers, what each may do next and what is reported. */
@NullMarked
package io.weir.gateway.orders;

import org.jspecify.annotations.NullMarked;
