package io.weir.fix.order;

/** Why an order, a cancel or a replace is refused: the code that begins Text (58), and the FIX reasons beside it. */
public enum Refusal {
    UNKNOWN_SYMBOL("TE001", 1, 99),
    UNKNOWN_ACCOUNT("TE001", 15, 99),
    QUANTITY("TE001", 13, 99),
    UNSUPPORTED("TE001", 11, 99),
    STALE("TE001", 8, 99),
    INVALID("TE001", 99, 99),
    DAILY_LIMIT("TE002", 3, 99),
    SIZE("TE003", 3, 99),
    MARKET_CLOSED("TE004", 2, 2),
    PAST_CUT_OFF("TE004", 4, 2),
    NO_LIQUIDITY("TE005", 0, 2),
    BROKER_UNAVAILABLE("TE007", 0, 2),
    INTAKE_STOPPED("TE007", 0, 2),
    KILL_SWITCH("TE008", 0, 2),
    RESTRICTED("TE009", 0, 2),
    COLLAR("TE010", 99, 99),
    RATE("TE011", 99, 99),
    DUPLICATE_CL_ORD_ID("TE012", 6, 6),
    LOOK_ALIKE("TE012", 99, 99),
    EXPOSURE("TE013", 3, 99),
    UNKNOWN_ORDER("TE014", 5, 1),
    FINISHED_ORDER("TE014", 99, 0),
    PENDING_ORDER("TE014", 99, 3),
    NO_REFERENCE_PRICE("TE015", 99, 99),
    SHORT_SALE("TE016", 0, 2),
    SELF_TRADE("TE017", 0, 2);

    private final String code;
    private final int ordRejReason;
    private final int cxlRejReason;

    Refusal(String code, int ordRejReason, int cxlRejReason) {
        this.code = code;
        this.ordRejReason = ordRejReason;
        this.cxlRejReason = cxlRejReason;
    }

    /** The code that begins Text (58), e.g. TE008. */
    public String code() {
        return code;
    }

    /** OrdRejReason (103) on the rejection of a NewOrderSingle. */
    public int ordRejReason() {
        return ordRejReason;
    }

    /** CxlRejReason (102) on an OrderCancelReject. */
    public int cxlRejReason() {
        return cxlRejReason;
    }
}
