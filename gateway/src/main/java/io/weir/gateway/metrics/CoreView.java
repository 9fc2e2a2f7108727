package io.weir.gateway.metrics;

import io.weir.gateway.core.GatewayCore;
import io.weir.gateway.orders.ReportTally;
import io.weir.risk.KillScope;
import io.weir.sessions.protocol.FixSession;
import java.util.ArrayList;
import java.util.List;

/**
 * What the core looked like between two events; copied on the core thread, read elsewhere.
 *
 * @param sessions each session
 * @param tally orders by their state, refusals by their code
 * @param killed whether the kill switch is engaged
 * @param intake whether new orders are taken
 * @param onlyCancels whether the process was started to cancel only
 * @param unknownExecutions executions for orders that we do not know
 * @param events applied since the journal's beginning
 */
record CoreView(
        List<SessionView> sessions,
        ReportTally tally,
        boolean killed,
        boolean intake,
        boolean onlyCancels,
        long unknownExecutions,
        long events) {
    /** A session. */
    record SessionView(String name, boolean initiator, FixSession.State state, long nextIn, long nextOut, long epoch) {}

    static CoreView of(GatewayCore core, long events) {
        List<SessionView> sessions = new ArrayList<>(core.sessions().size());
        for (int i = 0; i < core.sessions().size(); i++) {
            FixSession session = core.sessions().session(i);
            sessions.add(new SessionView(
                    session.toString(),
                    session.isInitiator(),
                    session.state(),
                    session.nextIn(),
                    session.nextOut(),
                    session.epoch()));
        }
        return new CoreView(
                sessions,
                core.flow().tally().copy(),
                core.risk().killSwitch().isEngaged(KillScope.ALL, 0),
                core.intake().isOpen(),
                core.flow().reconciliation().onlyCancels(),
                core.flow().unknownExecutions(),
                events);
    }
}
