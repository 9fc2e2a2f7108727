/** The FIX session protocol as a state machine: events with their time come in, messages to send and wishes to connect go out. */
@NullMarked
package io.weir.sessions.protocol;

import org.jspecify.annotations.NullMarked;
