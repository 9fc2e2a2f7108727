/** Weir as its counterparties and its house rules see it: acceptance, order scenarios, interop, simulation, architecture. */
@NullMarked
package io.weir.conformance;

import org.jspecify.annotations.NullMarked;
