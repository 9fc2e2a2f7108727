package io.weir.conformance.acceptance;

import io.weir.sessions.sequencer.Clock;
import java.time.Instant;

/** A clock that moves when it is told to. */
final class VirtualClock implements Clock {
    private long mono = 1_000_000_000L;
    private long utc;

    VirtualClock(Instant start) {
        utc = start.getEpochSecond() * 1_000_000_000L + start.getNano();
    }

    void advance(long nanos) {
        mono += nanos;
        utc += nanos;
    }

    Instant now() {
        return Instant.ofEpochSecond(0, utc);
    }

    @Override
    public long monoNanos() {
        return mono;
    }

    @Override
    public long utcNanos() {
        return utc;
    }
}
