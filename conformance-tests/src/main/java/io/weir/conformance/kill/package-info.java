/** The kill run: the gateway is killed under load, again and again, and two QuickFIX/J engines say what became of each order. */
@NullMarked
package io.weir.conformance.kill;

import org.jspecify.annotations.NullMarked;
