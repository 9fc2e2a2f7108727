package io.weir.paper.broker;

import io.weir.fix.codec.FixMessage;
import io.weir.fix.codec.Tags;
import java.util.ArrayList;
import java.util.List;

/**
 * What a client wants to see of the market (35=V).
 *
 * @param id MDReqID (262)
 * @param type SubscriptionRequestType (263)
 * @param levels how many levels of a side
 * @param incremental whether it wants changes (35=X), not whole books again
 * @param entryTypes MDEntryTypes (269), one character each
 * @param symbols the symbols, in the order of the request
 */
record MarketDataRequest(
        String id, byte type, int levels, boolean incremental, String entryTypes, List<String> symbols) {
    static final byte SNAPSHOT = '0';
    static final byte SUBSCRIBE = '1';
    static final byte UNSUBSCRIBE = '2';

    /** What a full book (264=0) is cut to. */
    private static final int MOST_LEVELS = 50;

    private static final byte INCREMENTAL = '1';

    static MarketDataRequest of(FixMessage message) {
        StringBuilder types = new StringBuilder();
        List<String> symbols = new ArrayList<>();
        for (int i = 0; i < message.fieldCount(); i++) {
            if (message.tag(i) == Tags.MD_ENTRY_TYPE) {
                types.append((char) message.character(i));
            } else if (message.tag(i) == Tags.SYMBOL) {
                symbols.add(message.text(i));
            }
        }
        long levels = message.unsigned(message.find(Tags.MARKET_DEPTH));
        return new MarketDataRequest(
                message.textOf(Tags.MD_REQ_ID),
                message.character(message.find(Tags.SUBSCRIPTION_REQUEST_TYPE)),
                levels <= 0 ? MOST_LEVELS : (int) Math.min(levels, MOST_LEVELS),
                message.character(message.find(Tags.MD_UPDATE_TYPE)) == INCREMENTAL,
                types.toString(),
                List.copyOf(symbols));
    }

    boolean wants(char entryType) {
        return entryTypes.indexOf(entryType) >= 0;
    }
}
