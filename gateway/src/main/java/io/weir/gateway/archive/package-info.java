/** Keeps the orders that are over, by trading day, as the journal tells them, and says what became of one. Never the record. */
@NullMarked
package io.weir.gateway.archive;

import org.jspecify.annotations.NullMarked;
