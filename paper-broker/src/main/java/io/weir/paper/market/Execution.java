package io.weir.paper.market;

import io.weir.fix.order.ExecType;
import io.weir.fix.order.OrdStatus;

/**
 * An execution report (35=8).
 *
 * @param client to whom
 * @param account Account (1), or empty
 * @param orderId OrderID (37), NONE where there is no order
 * @param clOrdID ClOrdID (11)
 * @param origClOrdID OrigClOrdID (41), or empty
 * @param terms what the order wants
 * @param type ExecType (150)
 * @param status OrdStatus (39)
 * @param execId ExecID (17); 0 for a status
 * @param trade what was traded, or {@link Trade#NONE}
 * @param cumE8 CumQty (14)
 * @param leavesE8 LeavesQty (151)
 * @param avgPxE8 AvgPx (6)
 * @param reason OrdRejReason (103) of a rejection, ExecRestatementReason (378) of a restatement, or {@link #NO_REASON}
 * @param text Text (58), or empty
 * @param utcNanos TransactTime (60)
 */
public record Execution(
        String client,
        String account,
        String orderId,
        String clOrdID,
        String origClOrdID,
        Terms terms,
        ExecType type,
        OrdStatus status,
        String execId,
        Trade trade,
        long cumE8,
        long leavesE8,
        long avgPxE8,
        int reason,
        String text,
        long utcNanos) {
    /** The reason of a report that has none. */
    public static final int NO_REASON = -1;

    /**
     * What an execution traded.
     *
     * @param qtyE8 LastQty (32)
     * @param priceE8 LastPx (31)
     * @param liquidity LastLiquidityInd (851): 1 added, 2 removed
     * @param execRefId ExecRefID (19) of a correction or a bust, or empty
     */
    public record Trade(long qtyE8, long priceE8, int liquidity, String execRefId) {
        /** No trade. */
        public static final Trade NONE = new Trade(0, 0, 0, "");

        /** It added liquidity. */
        public static final int ADDED = 1;

        /** It removed liquidity. */
        public static final int REMOVED = 2;
    }
}
