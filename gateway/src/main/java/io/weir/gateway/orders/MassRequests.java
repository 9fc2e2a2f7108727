package io.weir.gateway.orders;

import io.weir.fix.codec.FixMessage;
import io.weir.fix.codec.MsgTypes;
import io.weir.fix.codec.Tags;
import io.weir.fix.state.StateStream;
import io.weir.gateway.routing.ClientLink;
import io.weir.risk.Risk;
import io.weir.sessions.protocol.Timers;
import io.weir.sessions.protocol.Turn;

/** What clients ask about many of their orders at once: mass cancel (35=q), mass status (35=AF). Confined to the core thread. */
final class MassRequests {
    private static final int MISSING_FIELD = 5;

    private final Turn turn;
    private final Risk risk;
    private final ClientReports reports;
    private final MassCancels cancels;
    private final MassStatus status;

    MassRequests(Turn turn, Risk risk, ClientReports reports, MassCancels cancels, MassStatus status) {
        this.turn = turn;
        this.risk = risk;
        this.reports = reports;
        this.cancels = cancels;
        this.status = status;
    }

    /** Whether it is a mass request. */
    static boolean isOne(FixMessage m) {
        int type = m.msgType();
        return type == MsgTypes.ORDER_MASS_CANCEL_REQUEST || type == MsgTypes.ORDER_MASS_STATUS_REQUEST;
    }

    /** A mass request has come. */
    void message(ClientLink client, FixMessage m) {
        risk.countFromClient(client.index(), turn.monoNanos());
        boolean cancel = m.msgType() == MsgTypes.ORDER_MASS_CANCEL_REQUEST;
        int id = cancel ? Tags.CL_ORD_ID : Tags.MASS_STATUS_REQ_ID;
        int type = cancel ? Tags.MASS_CANCEL_REQUEST_TYPE : Tags.MASS_STATUS_REQ_TYPE;
        int missing = !m.has(id) ? id : !m.has(type) ? type : 0;
        if (missing != 0) {
            reports.businessReject(
                    client.session(), m, MISSING_FIELD, "Conditionally Required Field Missing (" + missing + ")");
        } else if (cancel) {
            cancels.request(client, m);
        } else {
            status.request(client, m);
        }
    }

    /** A client's session has ended: it will ask again for what it was being told. */
    void left(ClientLink client) {
        status.left(client);
    }

    Timers.Target cancels() {
        return cancels;
    }

    Timers.Target status() {
        return status;
    }

    void state(StateStream state, OrderParties parties) {
        cancels.state(state);
        status.state(state, parties);
    }

    long stateHash() {
        return cancels.stateHash() * 31 + status.stateHash();
    }
}
