/** A market in events and times: books matched by price and time, seeded flow, a broker's desk and its scripted faults. */
@NullMarked
package io.weir.paper.market;

import org.jspecify.annotations.NullMarked;
