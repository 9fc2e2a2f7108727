/** The append-only journal: every event and every result, in one order, with a checksum on each record. */
@NullMarked
package io.weir.sessions.journal;

import org.jspecify.annotations.NullMarked;
