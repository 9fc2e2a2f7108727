package io.weir.sessions.sequencer;

/** The two clocks of a machine. */
public interface Clock {
    /** Nanoseconds that never go back while the process runs. */
    long monoNanos();

    /** Nanoseconds since the epoch, UTC. */
    long utcNanos();

    /** The machine's clocks. */
    static Clock system() {
        return new Clock() {
            @Override
            public long monoNanos() {
                return System.nanoTime();
            }

            @Override
            public long utcNanos() {
                java.time.Instant now = java.time.Instant.now();
                return now.getEpochSecond() * 1_000_000_000L + now.getNano();
            }
        };
    }
}
