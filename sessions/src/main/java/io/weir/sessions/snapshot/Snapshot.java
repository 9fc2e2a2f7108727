package io.weir.sessions.snapshot;

import io.weir.fix.state.StateReader;
import io.weir.fix.state.StateStream;

/**
 * A snapshot that was read: what it is of, and the state itself, which can be read once.
 *
 * @param header what it is of
 * @param state stands at the beginning of the state
 */
public record Snapshot(Header header, StateReader state) {
    /**
     * What a snapshot is of.
     *
     * @param build the version of the program that wrote it
     * @param clean whether the process had ended in order: nothing was to come after it
     * @param position of the journal: everything before it is in the state, nothing from it on
     * @param events applied since the beginning of the journal
     * @param boot the boot number of the process that wrote it
     * @param monoNanos the monotonic time of the last event
     * @param utcNanos its time of day
     * @param stateHash the hash of the core's state
     */
    public record Header(
            String build,
            boolean clean,
            long position,
            long events,
            long boot,
            long monoNanos,
            long utcNanos,
            long stateHash) {
        private static final int SCHEMA = 1;
        private static final Header NONE = new Header("", false, 0, 0, 0, 0, 0, 0);

        void write(StateStream out) {
            out.section("snapshot", SCHEMA, () -> fields(out));
        }

        static Header read(StateReader in) {
            Header[] read = {NONE};
            in.section("snapshot", SCHEMA, () -> read[0] = NONE.fields(in));
            return read[0];
        }

        private Header fields(StateStream state) {
            return new Header(
                    state.of(build),
                    state.of(clean),
                    state.of(position),
                    state.of(events),
                    state.of(boot),
                    state.of(monoNanos),
                    state.of(utcNanos),
                    state.of(stateHash));
        }
    }
}
