/** Snapshots: files that hold the whole state at a position of the journal, and prove that they are whole. */
@NullMarked
package io.weir.sessions.snapshot;

import org.jspecify.annotations.NullMarked;
