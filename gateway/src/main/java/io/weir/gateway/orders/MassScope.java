package io.weir.gateway.orders;

import io.weir.fix.codec.FixMessage;
import io.weir.fix.codec.Tags;
import io.weir.fix.order.Instrument;
import io.weir.fix.order.Side;
import io.weir.fix.settings.Instruments;
import io.weir.gateway.routing.ClientLink;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Which of a client's open orders a mass request (35=q, 35=AF) is about: those of one instrument or all of them, narrowed by
 * Side (54) and Account (1). Confined to the core thread.
 */
final class MassScope {
    /** What is wrong with a request. */
    enum Fault {
        NONE,
        TYPE,
        SECURITY,
        SESSION,
        SIDE,
        ACCOUNT
    }

    private static final byte ONE_SECURITY = '1';
    private static final byte ALL_ORDERS = '7';
    private static final int ANY_ACCOUNT = -3;

    private final OrderTable table;
    private final Instruments instruments;
    private @Nullable Instrument instrument;
    private @Nullable Side side;
    private int account;
    private long[] found = new long[64];

    MassScope(OrderTable table, Instruments instruments) {
        this.table = table;
        this.instruments = instruments;
    }

    /** Reads a request whose type is in a field: MassCancelRequestType (530) or MassStatusReqType (585). */
    Fault read(ClientLink client, FixMessage m, int typeTag) {
        int type = m.find(typeTag);
        byte code = type >= 0 && m.valueLength(type) == 1 ? m.character(type) : 0;
        if (code != ONE_SECURITY && code != ALL_ORDERS) {
            return Fault.TYPE;
        }
        int symbol = m.find(Tags.SYMBOL);
        instrument = null;
        if (code == ONE_SECURITY || symbol >= 0) {
            int index = symbol < 0 ? -1 : instruments.indexOf(m.buffer(), m.valueStart(symbol), m.valueEnd(symbol));
            if (index < 0) {
                return Fault.SECURITY;
            }
            instrument = instruments.get(index);
        }
        if (m.has(Tags.TRADING_SESSION_ID)) {
            // We know of none, and a request that is narrower than we understand must not be taken for a wider one.
            return Fault.SESSION;
        }
        int sideField = m.find(Tags.SIDE);
        side = sideField < 0 ? null : Side.of(m.character(sideField));
        if (sideField >= 0 && side == null) {
            return Fault.SIDE;
        }
        int accountField = m.find(Tags.ACCOUNT);
        account = accountField < 0 ? ANY_ACCOUNT : client.account(m, accountField);
        return account == ClientLink.UNKNOWN_ACCOUNT ? Fault.ACCOUNT : Fault.NONE;
    }

    /** The numbers of the open orders in the scope that was read last, oldest first. */
    long[] orders(ClientLink client) {
        int count = 0;
        for (ParentOrder p = table.firstOpen(); p != null; p = p.nextOpen) {
            if (p.client == client && covers(p)) {
                if (count == found.length) {
                    found = Arrays.copyOf(found, count * 2);
                }
                found[count++] = p.number;
            }
        }
        return Arrays.copyOf(found, count);
    }

    private boolean covers(ParentOrder p) {
        return (instrument == null || instrument.equals(p.instrument))
                && (side == null || side == p.side)
                && (account == ANY_ACCOUNT || account == p.account);
    }

    /** What a fault is, for people. */
    static String text(Fault fault, FixMessage m, int typeTag) {
        return switch (fault) {
            case TYPE -> "TE001 the scope (" + typeTag + ") is not supported: " + m.textOf(typeTag);
            case SECURITY -> "TE001 unknown symbol (55) " + m.textOf(Tags.SYMBOL);
            case SESSION -> "TE001 unknown TradingSessionID (336) " + m.textOf(Tags.TRADING_SESSION_ID);
            case SIDE -> "TE001 Side (54) is not supported: " + m.textOf(Tags.SIDE);
            case ACCOUNT -> "TE001 Account (1) is not this client's: " + m.textOf(Tags.ACCOUNT);
            case NONE -> "";
        };
    }
}
