/** The gateway between two QuickFIX/J engines over real sockets: an OMS before it, scripted brokers behind it. */
@NullMarked
package io.weir.conformance.stage;

import org.jspecify.annotations.NullMarked;
