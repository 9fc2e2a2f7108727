package io.weir.sessions.protocol;

import io.weir.fix.state.StateStream;

/** What a session tells the operators: not the same thing again and again. Confined to the core thread. */
final class Notices {
    private static final long TELL_AGAIN = 60_000_000_000L;

    private final FixSession session;
    private final SessionContext context;
    private String told = "";
    private long toldAt;

    Notices(FixSession session, SessionContext context) {
        this.session = session;
        this.context = context;
    }

    void tell(String text) {
        long now = context.turn().monoNanos();
        if (!text.equals(told) || now - toldAt >= TELL_AGAIN) {
            told = text;
            toldAt = now;
            context.port().alert(session, text);
        }
    }

    /** What was told before is news again. */
    void clear() {
        told = "";
    }

    void state(StateStream state) {
        told = state.of(told);
        toldAt = state.of(toldAt);
    }
}
