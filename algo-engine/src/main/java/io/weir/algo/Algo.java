package io.weir.algo;

import io.weir.fix.state.StateStream;

/**
 * The way that one parent order is worked: a state machine, driven by what happens to it.
 *
 * <p>One instance works one parent from {@link #onStart} to its end. It sees and acts only through the {@link Ticket} that
 * comes with each call, keeps no reference to it, and knows no clock, thread, file or random of its own: the same calls
 * give the same actions. It may act any number of times in a call; the answers to what it does (a refusal of the gate
 * too) come as later calls, never inside its own.
 *
 * <p>What it must hold, whatever happens:
 *
 * <ul>
 *   <li>no child beyond the parent's limit price, and none without a limit where the parent has one;
 *   <li>filled and live quantity together never above the parent's quantity;
 *   <li>no child off the instrument's tick or lot, or below its smallest order;
 *   <li>no new child before the start or from the end on.
 * </ul>
 *
 * {@link ChildRules} says the same as code; a ticket holds an algo to it.
 *
 * <p>The parent ends without the algo when all is filled, when the client cancels, or at the kill switch: the owner
 * cancels the children and calls nothing more. After {@link Ticket#finish} nothing is called either. Wake-ups may come
 * late (after a restart they come once): an algo plans anew from where it is, and never catches up in a burst.
 */
public interface Algo {
    /** The parent is accepted, and its start time has come. */
    void onStart(Ticket ticket);

    /** The wake-up that was asked for; maybe later than asked. */
    void onWake(Ticket ticket);

    /** Something happened to a child. Nothing of the event may be kept but its values. */
    void onChild(Ticket ticket, ChildEvent event);

    /**
     * The client's amendment is in force: quantity, limit, times and parameters may all have changed. Where filled and
     * live together are now above the quantity, or a live child is beyond the limit, it must be brought back in this call
     * (cancel, or replace); the owner confirms the amendment to the client when it is.
     */
    void onAmend(Ticket ticket);

    /** The market's quote changed, or its state. */
    default void onQuote(Ticket ticket) {}

    /** The market traded. */
    default void onTrade(Ticket ticket, long priceE8, long qtyE8) {}

    /**
     * Writes all that later actions depend on, or reads it back into a new instance for the same parent: one section with the
     * algo's name, whose version is raised when what it says changes.
     */
    void state(StateStream state);

    /** A hash over all that later actions depend on. */
    long stateHash();
}
