package io.weir.conformance.stage;

import java.util.List;
import quickfix.Log;
import quickfix.LogFactory;
import quickfix.Session;
import quickfix.SessionID;

/** Turns the error events of an engine into complaints, and is silent otherwise. */
final class RecordingLogs implements LogFactory {
    private final List<Wire> complaints;

    RecordingLogs(List<Wire> complaints) {
        this.complaints = complaints;
    }

    @Override
    public Log create(SessionID session) {
        return new Log() {
            /** What an engine had read before its line was cut it throws away with errors, to get it by resend. */
            private boolean isConnected() {
                Session now = Session.lookupSession(session);
                return now != null && now.hasResponder();
            }

            @Override
            public void clear() {}

            @Override
            public void onIncoming(String message) {}

            @Override
            public void onOutgoing(String message) {}

            @Override
            public void onEvent(String text) {}

            @Override
            public void onErrorEvent(String text) {
                boolean expected = text.contains("Disconnecting") || text.contains("Connection refused");
                if (!expected && isConnected()) {
                    complaints.add(new Wire(List.of(35, 58), List.of("error event", text)));
                }
            }
        };
    }
}
