package io.weir.gateway.orders;

import io.weir.fix.codec.Decimals;
import io.weir.fix.codec.FixMessage;
import io.weir.fix.codec.Tags;
import io.weir.fix.codec.Timestamps;
import io.weir.fix.order.Instrument;
import io.weir.fix.order.OrdType;
import io.weir.fix.order.OrderIntent;
import io.weir.fix.order.Refusal;
import io.weir.fix.order.Side;
import io.weir.fix.order.TimeInForce;
import io.weir.fix.settings.GatewaySettings;
import io.weir.fix.settings.Instruments;
import io.weir.fix.settings.Strategy;
import io.weir.gateway.routing.ClientLink;
import io.weir.sessions.protocol.Turn;
import org.jspecify.annotations.Nullable;

/** The fields of an order message that everything else follows from, read and checked for sense. Confined to the core thread. */
final class OrderFields {
    private static final char TRAILING = 'a';

    private Refusal refusal = Refusal.INVALID;
    private String text = "";
    private @Nullable Instrument instrument;
    private int account;
    private Side side = Side.BUY;
    private OrdType ordType = OrdType.LIMIT;
    private TimeInForce timeInForce = TimeInForce.DAY;
    private long orderQtyE8;
    private long priceE8;
    private long maxFloorE8;
    private long stopPxE8 = OrderIntent.NO_PRICE;
    private int strategy;
    private long expiresAt = TradingCalendar.NEVER;
    private int expire = FixMessage.ABSENT;
    private final Instruments instruments;
    private final TradingCalendar calendar;
    private final PassThrough passThrough;
    private final Turn turn;

    OrderFields(GatewaySettings settings, TradingCalendar calendar, Turn turn) {
        instruments = settings.instruments();
        passThrough = new PassThrough(settings.passThroughTags());
        this.calendar = calendar;
        this.turn = turn;
    }

    /** Reads a message; false where it makes no sense, and {@link #refusal} and {@link #text} say why. */
    boolean read(ClientLink client, FixMessage m) {
        return readInstrument(m)
                && readAccount(client, m)
                && readSide(m)
                && readKind(client, m)
                && readQuantity(m)
                && readPrice(m)
                && readStop(m);
    }

    private boolean fail(Refusal why, String words) {
        refusal = why;
        text = why.code() + " " + words;
        return false;
    }

    private boolean readInstrument(FixMessage m) {
        int symbol = m.find(Tags.SYMBOL);
        int index = symbol < 0 ? -1 : instruments.indexOf(m.buffer(), m.valueStart(symbol), m.valueEnd(symbol));
        if (index < 0) {
            return fail(Refusal.UNKNOWN_SYMBOL, "unknown symbol (55) " + m.textOf(Tags.SYMBOL));
        }
        instrument = instruments.get(index);
        return true;
    }

    private boolean readAccount(ClientLink client, FixMessage m) {
        account = client.account(m, m.find(Tags.ACCOUNT));
        return account != ClientLink.UNKNOWN_ACCOUNT
                || fail(Refusal.UNKNOWN_ACCOUNT, "Account (1) is not this client's: " + m.textOf(Tags.ACCOUNT));
    }

    private boolean readSide(FixMessage m) {
        Side read = Side.of(m.character(m.find(Tags.SIDE)));
        if (read == null) {
            return fail(Refusal.UNSUPPORTED, "Side (54) is not supported: " + m.textOf(Tags.SIDE));
        }
        side = read;
        boolean shortSale = side == Side.SELL_SHORT || side == Side.SELL_SHORT_EXEMPT;
        // 114=N says that the client has located the shares (Regulation SHO).
        boolean located = m.character(m.find(Tags.LOCATE_REQD)) == 'N';
        return !shortSale
                || (side == Side.SELL_SHORT && located)
                || fail(Refusal.SHORT_SALE, "a short sale needs LocateReqd (114) = N");
    }

    private boolean readKind(ClientLink client, FixMessage m) {
        OrdType type = OrdType.of(m.character(m.find(Tags.ORD_TYPE)));
        int tif = m.find(Tags.TIME_IN_FORCE);
        TimeInForce force = tif < 0 ? TimeInForce.DAY : TimeInForce.of(m.character(tif));
        boolean typeWorks = type != OrdType.PEGGED;
        boolean auction = force == TimeInForce.AT_OPEN || force == TimeInForce.AT_CLOSE;
        if (type == null || !typeWorks || !client.settings().ordTypes().contains(type)) {
            return fail(Refusal.UNSUPPORTED, "OrdType (40) is not supported: " + m.textOf(Tags.ORD_TYPE));
        }
        if (force == null || auction || !client.settings().timeInForces().contains(force)) {
            return fail(Refusal.UNSUPPORTED, "TimeInForce (59) is not supported: " + m.textOf(Tags.TIME_IN_FORCE));
        }
        ordType = type;
        timeInForce = force;
        return readExpiry(m) && readStrategy(client, m);
    }

    /** Good till a date needs one, in one of the two fields. */
    private boolean readExpiry(FixMessage m) {
        expiresAt = TradingCalendar.NEVER;
        expire = FixMessage.ABSENT;
        if (timeInForce != TimeInForce.GTD) {
            return true;
        }
        int date = m.find(Tags.EXPIRE_DATE);
        int time = m.find(Tags.EXPIRE_TIME);
        if (date >= 0 == time >= 0) {
            return fail(Refusal.INVALID, "good till date needs ExpireDate (432) or ExpireTime (126), one of the two");
        }
        expire = Math.max(date, time);
        expiresAt = date >= 0 ? calendar.endOf(m, date) : m.timestamp(time);
        if (expiresAt == TradingCalendar.INVALID || expiresAt == Timestamps.INVALID) {
            return fail(Refusal.INVALID, "the end of a good till date order cannot be read: " + m.text(expire));
        }
        return expiresAt > turn.utcNanos()
                || fail(Refusal.INVALID, "the end of a good till date order is past: " + m.text(expire));
    }

    private boolean readStrategy(ClientLink client, FixMessage m) {
        int field = m.find(Tags.TARGET_STRATEGY);
        strategy = 0;
        if (field < 0) {
            return true;
        }
        Strategy named = client.settings().strategies().get(m.text(field));
        long code = named == null ? m.unsigned(field) : named.code();
        if (code <= 0 || code > Integer.MAX_VALUE) {
            return fail(Refusal.UNSUPPORTED, "TargetStrategy (847) is not supported: " + m.text(field));
        }
        strategy = (int) code;
        return timeInForce == TimeInForce.DAY
                || fail(Refusal.UNSUPPORTED, "an algo order must be good for the day: TimeInForce (59)");
    }

    private boolean readQuantity(FixMessage m) {
        if (m.has(Tags.CASH_ORDER_QTY)) {
            return fail(Refusal.UNSUPPORTED, "CashOrderQty (152) is not supported");
        }
        orderQtyE8 = m.decimal(m.find(Tags.ORDER_QTY));
        if (orderQtyE8 == Decimals.INVALID || orderQtyE8 <= 0) {
            return fail(Refusal.QUANTITY, "OrderQty (38) must be above zero, with at most 8 decimals");
        }
        int floor = m.find(Tags.MAX_FLOOR);
        maxFloorE8 = floor < 0 ? 0 : m.decimal(floor);
        return floor < 0
                || (maxFloorE8 != Decimals.INVALID && maxFloorE8 > 0)
                || fail(Refusal.QUANTITY, "MaxFloor (111) must be above zero");
    }

    private boolean readPrice(FixMessage m) {
        int price = m.find(Tags.PRICE);
        if (!ordType.hasLimit()) {
            priceE8 = OrderIntent.NO_PRICE;
            return true;
        }
        priceE8 = m.decimal(price);
        return (price >= 0 && priceE8 != Decimals.INVALID && priceE8 > 0)
                || fail(Refusal.INVALID, "a limit order needs Price (44) above zero, with at most 8 decimals");
    }

    private boolean readStop(FixMessage m) {
        stopPxE8 = OrderIntent.NO_PRICE;
        if (!HeldStops.isStop(ordType)) {
            return true;
        }
        if (strategy != 0) {
            return fail(Refusal.UNSUPPORTED, "an algo order must be market or limit: OrdType (40)");
        }
        if (m.textOf(Tags.EXEC_INST).indexOf(TRAILING) >= 0) {
            return fail(Refusal.UNSUPPORTED, "a trailing stop is not supported: ExecInst (18)");
        }
        int stop = m.find(Tags.STOP_PX);
        stopPxE8 = m.decimal(stop);
        return (stop >= 0 && stopPxE8 != Decimals.INVALID && stopPxE8 > 0)
                || fail(Refusal.INVALID, "a stop order needs StopPx (99) above zero, with at most 8 decimals");
    }

    /** StopPx (99), or {@link OrderIntent#NO_PRICE}. */
    long stopPxE8() {
        return stopPxE8;
    }

    Refusal refusal() {
        return refusal;
    }

    String text() {
        return text;
    }

    @Nullable
    Instrument instrument() {
        return instrument;
    }

    int account() {
        return account;
    }

    Side side() {
        return side;
    }

    OrdType ordType() {
        return ordType;
    }

    TimeInForce timeInForce() {
        return timeInForce;
    }

    long orderQtyE8() {
        return orderQtyE8;
    }

    long priceE8() {
        return priceE8;
    }

    long maxFloorE8() {
        return maxFloorE8;
    }

    int strategy() {
        return strategy;
    }

    /** When a good till date order ends, nanoseconds UTC; else {@link TradingCalendar#NEVER}. */
    long expiresAt() {
        return expiresAt;
    }

    /** Encodes the field that says when it ends, if there is one. */
    void copyExpiry(FixMessage m, ByteText into) {
        into.clear();
        if (expire >= 0) {
            PassThrough.append(m, expire, into);
        }
    }

    /** Encodes the fields that go to the broker as they are. */
    void copyPassThrough(FixMessage m, ByteText into) {
        passThrough.copy(m, into);
    }
}
