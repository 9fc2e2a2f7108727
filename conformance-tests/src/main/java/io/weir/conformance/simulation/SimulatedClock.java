package io.weir.conformance.simulation;

import io.weir.sessions.sequencer.Clock;

/** The time of the world, and the two clocks that the gateway's machine shows. Nanoseconds. */
final class SimulatedClock implements Clock {
    private final long beginUtc;
    private long now;
    private long bootedAt;
    private long wallOffset;

    SimulatedClock(long beginUtc) {
        this.beginUtc = beginUtc;
    }

    /** Since the beginning of the world. */
    long now() {
        return now;
    }

    void advanceTo(long later) {
        now = Math.max(now, later);
    }

    /** The machine begins anew: its monotonic clock has no memory. */
    void rebooted() {
        bootedAt = now - 1_000;
    }

    /** Somebody sets the wall clock. */
    void step(long nanos) {
        wallOffset += nanos;
    }

    @Override
    public long monoNanos() {
        return now - bootedAt;
    }

    @Override
    public long utcNanos() {
        return beginUtc + now + wallOffset;
    }
}
