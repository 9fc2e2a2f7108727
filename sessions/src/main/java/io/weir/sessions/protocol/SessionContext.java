package io.weir.sessions.protocol;

import io.weir.fix.codec.FixMessage;
import io.weir.fix.codec.FixWriter;

/**
 * What all sessions of one core share: the time of the turn, the timers, the buffers that are written and read one message
 * at a time, and the two sides that they talk to. Confined to the core thread.
 */
record SessionContext(
        Turn turn,
        Timers timers,
        SessionPort port,
        SessionApplication application,
        FixWriter writer,
        FixMessage parsed) {}
