package io.weir.gateway.orders;

import io.weir.fix.order.OrdStatus;
import io.weir.fix.state.StateException;
import io.weir.fix.state.StateStream;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All orders that are open, and the last that finished; objects of older ones are used again.
 *
 * <p>A finished order is kept whole for a while, so that late fills, busts and status requests find it. Confined to the core
 * thread.
 */
public final class OrderTable implements ClOrdIds.Keeper {
    /** Orders that ended with a rest, kept whole: a late fill may still come for them. */
    private static final int RETAINED = 1 << 16;
    /** Filled orders kept whole: fewer, so that their objects are still in the cache when they are used again. */
    private static final int RETAINED_FILLED = 1 << 13;

    private final NumberTable<ParentOrder> parents = new NumberTable<>();
    private final NumberTable<ChildOrder> children = new NumberTable<>();
    private final Deque<ParentOrder> retired = new ArrayDeque<>();
    private final Deque<ParentOrder> filled = new ArrayDeque<>();
    private final List<ParentOrder> freeParents = new ArrayList<>();
    private final List<ChildOrder> freeChildren = new ArrayList<>();
    /** Open parents in order of arrival, linked through themselves. */
    private @Nullable ParentOrder firstOpen;

    private @Nullable ParentOrder lastOpen;
    private int openCount;
    private boolean letGo;
    /** Finished parents with a child that may still be filled, in the order in which that came about. */
    private final List<ParentOrder> lingering = new ArrayList<>();

    /** A fresh parent under a number. */
    ParentOrder newParent(long number) {
        ParentOrder parent = freeParents.isEmpty() ? new ParentOrder() : freeParents.remove(freeParents.size() - 1);
        parent.number = number;
        parents.put(number, parent);
        link(parent);
        return parent;
    }

    /** A fresh child under a number. */
    ChildOrder newChild(long number) {
        ChildOrder child = freeChildren.isEmpty() ? new ChildOrder() : freeChildren.remove(freeChildren.size() - 1);
        child.number = number;
        child.clOrdId = number;
        name(child, number);
        return child;
    }

    /** Gives a child one more ClOrdID. */
    void name(ChildOrder child, long id) {
        child.addId(id);
        children.put(id, child);
    }

    /** The parent with a number, if it is open or finished not long ago. */
    public @Nullable ParentOrder parent(long number) {
        return parents.get(number);
    }

    /** The child that has, or had, a ClOrdID. */
    @Nullable
    ChildOrder child(long id) {
        return children.get(id);
    }

    /** A parent is finished: keeps it whole for a while, and lets the oldest go. */
    void retire(ParentOrder parent) {
        if (parent.retired) {
            return;
        }
        parent.retired = true;
        unlink(parent);
        if (parent.liveChildren > 0) {
            lingering.add(parent);
        }
        boolean whole = parent.status == OrdStatus.FILLED;
        Deque<ParentOrder> kept = whole ? filled : retired;
        kept.addLast(parent);
        if (kept.size() > (whole ? RETAINED_FILLED : RETAINED)) {
            release(kept);
        }
    }

    /** A finished parent works again. */
    void reopen(ParentOrder parent) {
        if (!filled.remove(parent)) {
            retired.remove(parent);
        }
        parent.retired = false;
        lingering.remove(parent);
        link(parent);
    }

    /** A child of a parent has begun to live, or lives again. */
    void lives(ParentOrder parent) {
        if (parent.liveChildren++ == 0 && parent.retired) {
            lingering.add(parent);
        }
    }

    /** A child of a parent has ended. */
    void died(ParentOrder parent) {
        if (--parent.liveChildren == 0 && parent.retired) {
            lingering.remove(parent);
        }
    }

    private void release(Deque<ParentOrder> kept) {
        ParentOrder oldest = kept.removeFirst();
        if (oldest.liveChildren > 0) {
            // A child may still be out there: kept as long as that is so.
            kept.addLast(oldest);
            return;
        }
        letGo = true;
        parents.remove(oldest.number);
        ChildOrder child = oldest.firstChild;
        while (child != null) {
            ChildOrder next = child.next;
            for (int i = 0; i < child.idCount(); i++) {
                children.remove(child.id(i));
            }
            child.clear();
            freeChildren.add(child);
            child = next;
        }
        oldest.clear();
        freeParents.add(oldest);
    }

    private void link(ParentOrder parent) {
        parent.previousOpen = lastOpen;
        parent.nextOpen = null;
        if (lastOpen == null) {
            firstOpen = parent;
        } else {
            lastOpen.nextOpen = parent;
        }
        lastOpen = parent;
        openCount++;
    }

    private void unlink(ParentOrder parent) {
        ParentOrder before = parent.previousOpen;
        ParentOrder after = parent.nextOpen;
        if (before == null) {
            firstOpen = after;
        } else {
            before.nextOpen = after;
        }
        if (after == null) {
            lastOpen = before;
        } else {
            after.previousOpen = before;
        }
        parent.previousOpen = null;
        parent.nextOpen = null;
        openCount--;
    }

    /** The oldest open order; the next is its {@code nextOpen}. */
    @Nullable
    ParentOrder firstOpen() {
        return firstOpen;
    }

    /** The open orders as they are now, oldest first: for walks that end some of them. */
    List<ParentOrder> open() {
        List<ParentOrder> all = new ArrayList<>(openCount);
        for (ParentOrder each = firstOpen; each != null; each = each.nextOpen) {
            all.add(each);
        }
        return all;
    }

    /**
     * The orders that may have a live child: the open ones, oldest first, then finished ones whose child may still be filled, such
     * as one that its broker has not ended with the day.
     */
    List<ParentOrder> alive() {
        List<ParentOrder> all = open();
        all.addAll(lingering);
        return all;
    }

    /** Finished orders whose child may still be filled. */
    List<ParentOrder> lingering() {
        return lingering;
    }

    @Override
    public boolean keeps(long order) {
        ParentOrder parent = parents.get(order);
        return parent != null && parent.isOpen();
    }

    /** Every order that is open or kept whole. */
    List<ParentOrder> kept() {
        List<ParentOrder> all = open();
        all.addAll(retired);
        all.addAll(filled);
        return all;
    }

    /** Whether a finished order is no longer kept. */
    boolean hasLetGo() {
        return letGo;
    }

    /** How many orders are open. */
    public int openCount() {
        return openCount;
    }

    /** Writes every order that is open or kept whole, or reads them back. */
    void state(StateStream state, OrderParties parties) {
        state.section("orders", 1, () -> {
            int open = state.count(openCount);
            ParentOrder next = firstOpen;
            for (int i = 0; i < open; i++) {
                ParentOrder parent = parent(state, parties, next);
                next = parent.nextOpen;
                if (state.isReading()) {
                    link(parent);
                }
            }
            kept(state, parties, retired);
            kept(state, parties, filled);
            letGo = state.of(letGo);
            int count = state.count(lingering.size());
            for (int i = 0; i < count; i++) {
                long number = state.of(state.isReading() ? 0 : lingering.get(i).number);
                if (state.isReading()) {
                    lingering.add(required(number));
                }
            }
        });
    }

    private void kept(StateStream state, OrderParties parties, Deque<ParentOrder> orders) {
        int count = state.count(orders.size());
        Iterator<ParentOrder> each = orders.iterator();
        for (int i = 0; i < count; i++) {
            ParentOrder parent = parent(state, parties, state.isReading() ? null : each.next());
            if (state.isReading()) {
                orders.addLast(parent);
            }
        }
    }

    private ParentOrder parent(StateStream state, OrderParties parties, @Nullable ParentOrder given) {
        ParentOrder parent = given == null ? new ParentOrder() : given;
        parent.state(state, parties);
        if (state.isReading()) {
            parents.put(parent.number, parent);
            for (ChildOrder child = parent.firstChild; child != null; child = child.next) {
                for (int i = 0; i < child.idCount(); i++) {
                    children.put(child.id(i), child);
                }
            }
        }
        return parent;
    }

    /** The parent with a number that something else in the state names. */
    ParentOrder required(long number) {
        ParentOrder parent = parents.get(number);
        if (parent == null) {
            throw new StateException("order " + number + " is named and not there");
        }
        return parent;
    }

    /** A hash of every order that is open or kept whole. */
    public long stateHash() {
        long hash = retired.size() * 31L + filled.size();
        for (ParentOrder each : lingering) {
            hash = hash * 31 + each.number;
        }
        for (ParentOrder each = firstOpen; each != null; each = each.nextOpen) {
            hash = hash * 31 + each.stateHash();
        }
        for (ParentOrder each : retired) {
            hash = hash * 31 + each.stateHash();
        }
        for (ParentOrder each : filled) {
            hash = hash * 31 + each.stateHash();
        }
        return hash;
    }
}
