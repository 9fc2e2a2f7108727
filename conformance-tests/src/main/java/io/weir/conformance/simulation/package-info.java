/**
 * The whole gateway in a world of its own: its real core, sequencer and journal with a disk, a network, clocks, clients and
 * brokers that are objects, moved by one seed, and a judge over it.
 */
@NullMarked
package io.weir.conformance.simulation;

import org.jspecify.annotations.NullMarked;
