package io.weir.sessions.sequencer;

import io.weir.fix.state.StateStream;
import java.util.ArrayList;
import java.util.List;

/** Where the messages of all sessions are in the journal. Confined to one thread. */
final class SentIndexes {
    private final List<SentIndex> sessions = new ArrayList<>();

    /** That of a session by its number. */
    SentIndex of(int session) {
        while (sessions.size() <= session) {
            sessions.add(new SentIndex());
        }
        return sessions.get(session);
    }

    /** Where the first message of an open epoch is, or {@link Long#MAX_VALUE}. */
    long oldest() {
        long oldest = Long.MAX_VALUE;
        for (SentIndex each : sessions) {
            oldest = Math.min(oldest, each.oldest());
        }
        return oldest;
    }

    void state(StateStream state) {
        state.section("sent index", 1, () -> {
            int count = state.count(sessions.size());
            for (int i = 0; i < count; i++) {
                of(i).state(state);
            }
        });
    }
}
