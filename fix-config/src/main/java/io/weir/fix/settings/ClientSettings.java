package io.weir.fix.settings;

import io.weir.fix.order.OrdType;
import io.weir.fix.order.TimeInForce;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * An order management system that sends us orders.
 *
 * @param index dense number of the client, from 0
 * @param compId its name: TargetCompID of its session in the sessions file
 * @param session position of that session in {@link GatewaySettings#sessions()}
 * @param desk its desk, or empty
 * @param accounts positions in {@link GatewaySettings#accounts()} of the accounts it may name; none allows orders
 *     without an account only
 * @param defaultAccount position of the account of an order that names none, or -1
 * @param strategies our algos by the client's names for them, in the order of the file
 * @param ordTypes the OrdTypes (40) it may send
 * @param timeInForces the TimeInForces (59) it may send
 * @param cancelOnDisconnect cancel its open orders when its session ends
 */
public record ClientSettings(
        int index,
        String compId,
        int session,
        String desk,
        List<Integer> accounts,
        int defaultAccount,
        Map<String, Strategy> strategies,
        Set<OrdType> ordTypes,
        Set<TimeInForce> timeInForces,
        boolean cancelOnDisconnect) {

    /** Another client with the same accounts and rights. */
    public ClientSettings another(int newIndex, String newCompId, int newSession) {
        return new ClientSettings(
                newIndex,
                newCompId,
                newSession,
                desk,
                accounts,
                defaultAccount,
                strategies,
                ordTypes,
                timeInForces,
                cancelOnDisconnect);
    }
}
