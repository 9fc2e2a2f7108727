package io.weir.gateway.orders;

import io.weir.algo.Algo;
import io.weir.fix.order.FillTotal;
import io.weir.fix.order.Instrument;
import io.weir.fix.order.OrdStatus;
import io.weir.fix.order.OrdType;
import io.weir.fix.order.OrderIntent;
import io.weir.fix.order.Side;
import io.weir.fix.order.StateHash;
import io.weir.fix.order.TimeInForce;
import io.weir.fix.state.StateStream;
import io.weir.gateway.routing.ClientLink;
import org.jspecify.annotations.Nullable;

/** A client's order, and what becomes of it. Pooled; confined to the core thread. */
public final class ParentOrder {
    /** How far the report is that an order lives on in a new trading day (150=D, 378=1). */
    enum Renewal {
        TOLD,
        /** Its client is not there. */
        DUE,
        /** It is among those that are being told. */
        QUEUED
    }

    long number;

    @Nullable
    ClientLink client;

    @Nullable
    Instrument instrument;

    int account = -1;
    final ByteText accountText = new ByteText();
    Side side = Side.BUY;
    OrdType ordType = OrdType.LIMIT;
    TimeInForce timeInForce = TimeInForce.DAY;
    long orderQtyE8;
    long priceE8 = OrderIntent.NO_PRICE;
    /** StopPx (99), or {@link OrderIntent#NO_PRICE}. */
    long stopPxE8 = OrderIntent.NO_PRICE;

    long newStopPxE8 = OrderIntent.NO_PRICE;
    /** A stop order that waits here for its trigger. */
    boolean held;
    /** A stop order that was held here, and has been triggered. */
    boolean triggered;

    long maxFloorE8;
    long transactTime;
    /** When it came, monotonic. */
    long openedAt;

    /** 847 of the algo that works it; 0 for a plain order. */
    int strategy;

    @Nullable
    Algo algo;

    @Nullable
    AlgoTicket ticket;

    final FillTotal filled = new FillTotal();
    /** Where it stands apart from what is pending: New, Partially filled, a terminal state; Pending New before. */
    OrdStatus status = OrdStatus.PENDING_NEW;
    /** The client got 150=0. */
    boolean acknowledged;

    boolean pendingCancel;
    boolean pendingReplace;
    /** A mass cancel has taken it: its turn comes, or its cancel is pending. */
    boolean inMassCancel;
    /** The last ClOrdID that was accepted. */
    final ByteText clOrdId = new ByteText();
    /** The ClOrdID of the pending cancel. */
    final ByteText cancelClOrdId = new ByteText();
    /** The ClOrdID of the pending replace. */
    final ByteText replaceClOrdId = new ByteText();

    long newQtyE8;
    long newPriceE8;
    long newMaxFloorE8;
    /** What ends it once no child lives: CANCELED, EXPIRED, DONE_FOR_DAY, or NEW for nothing. */
    OrdStatus endsAs = OrdStatus.NEW;

    final ByteText endText = new ByteText();
    /** Cancelled without a request of the client: by the kill switch or at the end of a day. */
    boolean unsolicited;

    /** Fields that go to the broker as the client sent them, encoded. */
    final ByteText passThrough = new ByteText();

    @Nullable
    ChildOrder firstChild;

    /** When it ends by itself (GTD), nanoseconds UTC; {@link TradingCalendar#NEVER} for no such time. */
    long expiresAt = TradingCalendar.NEVER;
    /** ExpireDate (432) or ExpireTime (126) as the client sent it, encoded. */
    final ByteText expire = new ByteText();

    long newExpiresAt = TradingCalendar.NEVER;
    final ByteText newExpire = new ByteText();
    /** When its broker was asked what has become of it, behind its end; 0 before. */
    long expiryAskedAt;
    /** Its broker is done for the day, and it lives on: GTC, GTD. */
    boolean doneForDay;
    /** What its client is still to be told of the new day. */
    Renewal renewal = Renewal.TOLD;

    int liveChildren;
    int retries;
    /** It is finished and among those that are kept whole for a while. */
    boolean retired;
    /** OrdStatus (39) of the last report, as {@link ReportTally} has counted it. */
    @Nullable
    OrdStatus lastReported;

    @Nullable
    ParentOrder previousOpen;

    @Nullable
    ParentOrder nextOpen;

    void clear() {
        number = 0;
        client = null;
        instrument = null;
        account = -1;
        accountText.clear();
        side = Side.BUY;
        ordType = OrdType.LIMIT;
        timeInForce = TimeInForce.DAY;
        orderQtyE8 = 0;
        priceE8 = OrderIntent.NO_PRICE;
        stopPxE8 = OrderIntent.NO_PRICE;
        newStopPxE8 = OrderIntent.NO_PRICE;
        held = false;
        triggered = false;
        maxFloorE8 = 0;
        transactTime = 0;
        openedAt = 0;
        strategy = 0;
        algo = null;
        ticket = null;
        filled.clear();
        status = OrdStatus.PENDING_NEW;
        acknowledged = false;
        pendingCancel = false;
        pendingReplace = false;
        inMassCancel = false;
        clOrdId.clear();
        cancelClOrdId.clear();
        replaceClOrdId.clear();
        newQtyE8 = 0;
        newPriceE8 = OrderIntent.NO_PRICE;
        newMaxFloorE8 = 0;
        endsAs = OrdStatus.NEW;
        endText.clear();
        unsolicited = false;
        passThrough.clear();
        expiresAt = TradingCalendar.NEVER;
        expire.clear();
        newExpiresAt = TradingCalendar.NEVER;
        newExpire.clear();
        expiryAskedAt = 0;
        doneForDay = false;
        renewal = Renewal.TOLD;
        firstChild = null;
        liveChildren = 0;
        retries = 0;
        retired = false;
        lastReported = null;
    }

    /** Our number of it, that of its OrderID. */
    public long number() {
        return number;
    }

    ClientLink client() {
        if (client == null) {
            throw new IllegalStateException("order " + number + " has no client");
        }
        return client;
    }

    Instrument instrument() {
        if (instrument == null) {
            throw new IllegalStateException("order " + number + " has no instrument");
        }
        return instrument;
    }

    /** What a stop order is sent as that was held here. */
    OrdType triggeredType() {
        return ordType == OrdType.STOP ? OrdType.MARKET : OrdType.LIMIT;
    }

    /** What it is to the market: a stop that has been triggered is a market or limit order. */
    OrdType workingType() {
        return triggered ? triggeredType() : ordType;
    }

    boolean isAlgo() {
        return strategy != 0;
    }

    boolean isOpen() {
        return !status.isTerminal() && status != OrdStatus.DONE_FOR_DAY;
    }

    /** Whether all that it is for is filled. */
    boolean isComplete() {
        return filled.qtyE8() >= orderQtyE8;
    }

    /** OrdStatus (39) by precedence: Pending Cancel, Pending Replace, Done for day, then where it stands. */
    OrdStatus reportedStatus() {
        if (!isOpen()) {
            return status;
        }
        if (pendingCancel || pendingReplace) {
            return pendingCancel ? OrdStatus.PENDING_CANCEL : OrdStatus.PENDING_REPLACE;
        }
        return doneForDay ? OrdStatus.DONE_FOR_DAY : status;
    }

    /** LeavesQty (151). */
    long leavesE8() {
        return isOpen() ? Math.max(0, orderQtyE8 - filled.qtyE8()) : 0;
    }

    /** What its live children may still fill. */
    long liveQtyE8() {
        long live = 0;
        for (ChildOrder child = firstChild; child != null; child = child.next) {
            live += child.leavesE8();
        }
        return live;
    }

    /** Whether what is filled and what lives would be within the terms of the pending replace. */
    boolean isWithinNewTerms() {
        if (filled.qtyE8() + liveQtyE8() > newQtyE8) {
            return false;
        }
        for (ChildOrder child = firstChild; child != null; child = child.next) {
            if (child.isLive() && isBeyondNewPrice(child.priceE8)) {
                return false;
            }
        }
        return true;
    }

    private boolean isBeyondNewPrice(long childPriceE8) {
        if (newPriceE8 == OrderIntent.NO_PRICE || childPriceE8 == OrderIntent.NO_PRICE) {
            return false;
        }
        return side.isBuy() ? childPriceE8 > newPriceE8 : childPriceE8 < newPriceE8;
    }

    /** Whether a broker's restatement of a child for a reason says no more than that the order lives on in a new day. */
    boolean isKnownRenewal(ChildOrder child, long reason) {
        return timeInForce.outlivesDay()
                && reason == ClientReports.RENEWAL
                && !doneForDay
                && child.orderQtyE8 == orderQtyE8
                && child.priceE8 == priceE8;
    }

    void addChild(ChildOrder child) {
        child.parent = this;
        child.next = firstChild;
        firstChild = child;
    }

    /** Writes all but its place among the others, or reads it back. */
    void state(StateStream state, OrderParties parties) {
        number = state.of(number);
        client = parties.client(state, client);
        instrument = parties.instrument(state, instrument);
        account = state.of(account);
        accountText.state(state);
        side = state.of(side);
        ordType = state.of(ordType);
        timeInForce = state.of(timeInForce);
        orderQtyE8 = state.of(orderQtyE8);
        priceE8 = state.of(priceE8);
        stopPxE8 = state.of(stopPxE8);
        newStopPxE8 = state.of(newStopPxE8);
        held = state.of(held);
        triggered = state.of(triggered);
        maxFloorE8 = state.of(maxFloorE8);
        transactTime = state.of(transactTime);
        openedAt = state.of(openedAt);
        strategy = state.of(strategy);
        filled.state(state);
        status = state.of(status);
        acknowledged = state.of(acknowledged);
        pendingCancel = state.of(pendingCancel);
        pendingReplace = state.of(pendingReplace);
        inMassCancel = state.of(inMassCancel);
        expiresAt = state.of(expiresAt);
        expire.state(state);
        newExpiresAt = state.of(newExpiresAt);
        newExpire.state(state);
        expiryAskedAt = state.of(expiryAskedAt);
        doneForDay = state.of(doneForDay);
        renewal = state.of(renewal);
        clOrdId.state(state);
        cancelClOrdId.state(state);
        replaceClOrdId.state(state);
        newQtyE8 = state.of(newQtyE8);
        newPriceE8 = state.of(newPriceE8);
        newMaxFloorE8 = state.of(newMaxFloorE8);
        endsAs = state.of(endsAs);
        endText.state(state);
        unsolicited = state.of(unsolicited);
        passThrough.state(state);
        liveChildren = state.count(liveChildren);
        retries = state.of(retries);
        retired = state.of(retired);
        lastReported = state.ofNullable(OrdStatus.class, lastReported);
        parties.children(state, this);
        parties.work(state, this);
    }

    long stateHash() {
        long hash = StateHash.mix(StateHash.SEED, number);
        hash = StateHash.mix(hash, orderQtyE8);
        hash = StateHash.mix(hash, priceE8);
        hash = StateHash.mix(hash, stopPxE8);
        hash = StateHash.mix(hash, newStopPxE8);
        hash = StateHash.mix(hash, held);
        hash = StateHash.mix(hash, triggered);
        hash = StateHash.mix(hash, maxFloorE8);
        hash = StateHash.mix(hash, strategy);
        hash = filled.stateHash(hash);
        hash = StateHash.mix(hash, status.code());
        hash = StateHash.mix(hash, acknowledged);
        hash = StateHash.mix(hash, pendingCancel);
        hash = StateHash.mix(hash, pendingReplace);
        hash = StateHash.mix(hash, inMassCancel);
        hash = StateHash.mix(hash, clOrdId.hash());
        hash = StateHash.mix(hash, cancelClOrdId.hash());
        hash = StateHash.mix(hash, replaceClOrdId.hash());
        hash = StateHash.mix(hash, newQtyE8);
        hash = StateHash.mix(hash, newPriceE8);
        hash = StateHash.mix(hash, endsAs.code());
        hash = StateHash.mix(hash, unsolicited);
        hash = StateHash.mix(hash, endText.hash());
        hash = StateHash.mix(hash, expiresAt);
        hash = StateHash.mix(hash, expire.hash());
        hash = StateHash.mix(hash, newExpiresAt);
        hash = StateHash.mix(hash, newExpire.hash());
        hash = StateHash.mix(hash, expiryAskedAt);
        hash = StateHash.mix(hash, doneForDay);
        hash = StateHash.mix(hash, renewal.name());
        hash = StateHash.mix(hash, liveChildren);
        hash = StateHash.mix(hash, retries);
        if (algo != null) {
            hash = StateHash.mix(hash, algo.stateHash());
        }
        if (ticket != null) {
            hash = StateHash.mix(hash, ticket.stateHash());
        }
        for (ChildOrder child = firstChild; child != null; child = child.next) {
            hash = StateHash.mix(hash, child.stateHash());
        }
        return hash;
    }
}
