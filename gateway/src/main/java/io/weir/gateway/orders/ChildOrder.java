package io.weir.gateway.orders;

import io.weir.fix.codec.Ascii;
import io.weir.fix.order.FillTotal;
import io.weir.fix.order.OrdStatus;
import io.weir.fix.order.OrdType;
import io.weir.fix.order.OrderIntent;
import io.weir.fix.order.StateHash;
import io.weir.fix.order.TimeInForce;
import io.weir.fix.state.StateStream;
import io.weir.gateway.routing.BrokerLink;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * An order of ours at a broker, worked for a parent. Pooled; confined to the core thread.
 *
 * <p>Its number is that of its first ClOrdID. A cancel or a replace has a ClOrdID of its own; a replace that the broker accepts
 * makes that the order's.
 */
public final class ChildOrder {
    /** What we have asked for and the broker has not answered. */
    public enum Pending {
        NOTHING,
        CANCEL,
        REPLACE
    }

    /** The mark of a fill that was derived from CumQty: no ExecID hashes to it. */
    static final long DERIVED = 0;

    /** The mark of a fill that was taken back. */
    static final long BUSTED = -1;

    private static final int FILL = 5;

    long number;
    /** Its number within an algo's parent, from 1. */
    long ordinal;

    @Nullable
    ParentOrder parent;

    @Nullable
    BrokerLink broker;

    @Nullable
    ChildOrder next;

    OrdType ordType = OrdType.LIMIT;
    TimeInForce timeInForce = TimeInForce.DAY;
    long orderQtyE8;
    long priceE8 = OrderIntent.NO_PRICE;
    long maxFloorE8;
    final FillTotal filled = new FillTotal();
    OrdStatus status = OrdStatus.PENDING_NEW;

    long clOrdId;
    Pending pending = Pending.NOTHING;
    long pendingId;
    long pendingSince;
    long newQtyE8;
    long newPriceE8;
    boolean cancelWanted;
    int cancels;

    /** The broker has said something about it. */
    boolean answered;
    /** We do not know whether the broker has it as we believe: its quantity stays reserved until that is settled. */
    boolean inDoubt;
    /** An OrderStatusRequest is on its way; a resend brings it to the broker if nothing else does. */
    boolean asked;
    /** The answer to a question of the reconciliation is awaited. */
    boolean awaited;
    /** It stands in the {@link Differences}. */
    boolean differs;

    long sentEpoch;
    long sentNumber;
    /** Where the pending request was sent; 0 where it waits for the broker to be up. */
    long pendingEpoch;

    long pendingNumber;
    /** The pending request may never have reached the broker. */
    boolean requestInDoubt;

    final ByteText brokerOrderId = new ByteText();

    /**
     * Fills by ExecID (64 bits of its hash), quantity, price, number of the ExecID that the client got, ExecID of the last
     * correction (the same hash again before one).
     */
    private long[] fills = new long[FILL * 2];

    private int fillCount;
    /** Numbers of every ClOrdID that it had, the first included. */
    private long[] ids = new long[4];

    private int idCount;

    void clear() {
        number = 0;
        ordinal = 0;
        parent = null;
        broker = null;
        next = null;
        ordType = OrdType.LIMIT;
        timeInForce = TimeInForce.DAY;
        orderQtyE8 = 0;
        priceE8 = OrderIntent.NO_PRICE;
        maxFloorE8 = 0;
        filled.clear();
        status = OrdStatus.PENDING_NEW;
        clOrdId = 0;
        pending = Pending.NOTHING;
        pendingId = 0;
        pendingSince = 0;
        newQtyE8 = 0;
        newPriceE8 = OrderIntent.NO_PRICE;
        cancelWanted = false;
        cancels = 0;
        answered = false;
        inDoubt = false;
        asked = false;
        awaited = false;
        differs = false;
        sentEpoch = 0;
        sentNumber = 0;
        pendingEpoch = 0;
        pendingNumber = 0;
        requestInDoubt = false;
        brokerOrderId.clear();
        fillCount = 0;
        idCount = 0;
    }

    /** Our number of it. */
    public long number() {
        return number;
    }

    ParentOrder parent() {
        if (parent == null) {
            throw new IllegalStateException("child " + number + " has no parent");
        }
        return parent;
    }

    BrokerLink broker() {
        if (broker == null) {
            throw new IllegalStateException("child " + number + " has no broker");
        }
        return broker;
    }

    /** Whether it may still be filled. */
    boolean isLive() {
        return !status.isTerminal() && status != OrdStatus.DONE_FOR_DAY;
    }

    /** What may still be filled of it: LeavesQty while it is live, the larger of old and new while a replace is pending. */
    long leavesE8() {
        if (!isLive()) {
            return 0;
        }
        long qty = pending == Pending.REPLACE ? Math.max(orderQtyE8, newQtyE8) : orderQtyE8;
        return Math.max(0, qty - filled.qtyE8());
    }

    /** Whether its order was sent under one of these numbers of its broker's session as it is now. */
    boolean isSentWithin(long from, long to) {
        return sentEpoch == broker().session().epoch() && sentNumber >= from && sentNumber <= to;
    }

    /** Whether the request that is pending was sent under one of these numbers of its broker's session as it is now. */
    boolean isRequestSentWithin(long from, long to) {
        return pending != Pending.NOTHING
                && pendingEpoch == broker().session().epoch()
                && pendingNumber >= from
                && pendingNumber <= to;
    }

    void addId(long id) {
        if (idCount == ids.length) {
            ids = Arrays.copyOf(ids, idCount * 2);
        }
        ids[idCount++] = id;
    }

    int idCount() {
        return idCount;
    }

    long id(int index) {
        return ids[index];
    }

    void addFill(long execHash, long qtyE8, long fillPriceE8, long reportedAs) {
        // An array that was read back has room for part of a fill, too.
        if ((fillCount + 1) * FILL > fills.length) {
            fills = Arrays.copyOf(fills, (fillCount + 1) * FILL * 2);
        }
        int at = fillCount++ * FILL;
        fills[at] = execHash;
        fills[at + 1] = qtyE8;
        fills[at + 2] = fillPriceE8;
        fills[at + 3] = reportedAs;
        fills[at + 4] = execHash;
    }

    /**
     * The first fill from one on that has an ExecID, its own or that of its last correction; or -1. Brokers differ in which of
     * the two they refer to.
     */
    int findFill(long execHash, int from) {
        for (int i = from; i < fillCount; i++) {
            if (fills[i * FILL] == execHash || fills[i * FILL + 4] == execHash) {
                return i;
            }
        }
        return -1;
    }

    /** Adds up the fills that the client got under one ExecID. */
    void sumFills(long reportedAs, FillTotal into) {
        for (int i = 0; i < fillCount; i++) {
            if (fillReportedAs(i) == reportedAs) {
                into.add(fillPriceE8(i), fillQtyE8(i));
            }
        }
    }

    /** A derived fill, booked from CumQty before its report came: the first that still waits for it, or -1. */
    int findDerived() {
        return findFill(DERIVED, 0);
    }

    int fillCount() {
        return fillCount;
    }

    long fillQtyE8(int fill) {
        return fills[fill * FILL + 1];
    }

    long fillPriceE8(int fill) {
        return fills[fill * FILL + 2];
    }

    long fillReportedAs(int fill) {
        return fills[fill * FILL + 3];
    }

    void setFill(int fill, long execHash, long qtyE8, long fillPriceE8) {
        fills[fill * FILL] = execHash;
        fills[fill * FILL + 1] = qtyE8;
        fills[fill * FILL + 2] = fillPriceE8;
        fills[fill * FILL + 4] = execHash;
    }

    /** Gives a fill what a correction says; {@link #BUSTED} takes it from its ExecIDs for good. */
    void correctFill(int fill, long correctionHash, long qtyE8, long fillPriceE8) {
        fills[fill * FILL] = correctionHash == BUSTED ? BUSTED : fills[fill * FILL];
        fills[fill * FILL + 1] = qtyE8;
        fills[fill * FILL + 2] = fillPriceE8;
        fills[fill * FILL + 4] = correctionHash;
    }

    static long execHash(byte[] bytes, int start, int end) {
        return Ascii.hash(bytes, start, end);
    }

    /** Writes all but whose it is and what is behind it, or reads it back. */
    void state(StateStream state, OrderParties parties) {
        number = state.of(number);
        ordinal = state.of(ordinal);
        broker = parties.broker(state, broker);
        ordType = state.of(ordType);
        timeInForce = state.of(timeInForce);
        orderQtyE8 = state.of(orderQtyE8);
        priceE8 = state.of(priceE8);
        maxFloorE8 = state.of(maxFloorE8);
        filled.state(state);
        status = state.of(status);
        clOrdId = state.of(clOrdId);
        pending = state.of(pending);
        pendingId = state.of(pendingId);
        pendingSince = state.of(pendingSince);
        newQtyE8 = state.of(newQtyE8);
        newPriceE8 = state.of(newPriceE8);
        cancelWanted = state.of(cancelWanted);
        cancels = state.of(cancels);
        answered = state.of(answered);
        inDoubt = state.of(inDoubt);
        asked = state.of(asked);
        awaited = state.of(awaited);
        differs = state.of(differs);
        sentEpoch = state.of(sentEpoch);
        sentNumber = state.of(sentNumber);
        pendingEpoch = state.of(pendingEpoch);
        pendingNumber = state.of(pendingNumber);
        requestInDoubt = state.of(requestInDoubt);
        brokerOrderId.state(state);
        fillCount = state.count(fillCount);
        fills = state.first(fills, fillCount * FILL);
        idCount = state.count(idCount);
        ids = state.first(ids, idCount);
    }

    long stateHash() {
        long hash = StateHash.mix(StateHash.SEED, number);
        hash = StateHash.mix(hash, orderQtyE8);
        hash = StateHash.mix(hash, priceE8);
        hash = filled.stateHash(hash);
        hash = StateHash.mix(hash, status.code());
        hash = StateHash.mix(hash, clOrdId);
        hash = StateHash.mix(hash, pending.name());
        hash = StateHash.mix(hash, pendingId);
        hash = StateHash.mix(hash, newQtyE8);
        hash = StateHash.mix(hash, newPriceE8);
        hash = StateHash.mix(hash, cancelWanted);
        hash = StateHash.mix(hash, cancels);
        hash = StateHash.mix(hash, answered);
        hash = StateHash.mix(hash, inDoubt);
        hash = StateHash.mix(hash, asked);
        hash = StateHash.mix(hash, awaited);
        hash = StateHash.mix(hash, differs);
        hash = StateHash.mix(hash, sentEpoch);
        hash = StateHash.mix(hash, sentNumber);
        hash = StateHash.mix(hash, pendingEpoch);
        hash = StateHash.mix(hash, pendingNumber);
        hash = StateHash.mix(hash, requestInDoubt);
        for (int i = 0; i < fillCount * FILL; i++) {
            hash = StateHash.mix(hash, fills[i]);
        }
        return hash;
    }
}
