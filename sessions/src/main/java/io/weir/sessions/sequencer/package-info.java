/** The sequencer: stamps time on events, journals them, applies them to the core, journals what comes out, and replays. */
@NullMarked
package io.weir.sessions.sequencer;

import org.jspecify.annotations.NullMarked;
