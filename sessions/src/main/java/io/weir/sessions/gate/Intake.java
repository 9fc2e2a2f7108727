package io.weir.sessions.gate;

import io.weir.fix.order.OrderIntent;
import io.weir.fix.order.Refusal;
import io.weir.fix.order.StateHash;
import io.weir.fix.order.Verdict;
import io.weir.fix.state.StateStream;

/**
 * Whether new risk is taken at all: not while the journal's disk is short of room. What is open then is finished in the room
 * that is left.
 *
 * <p>It changes by journalled events only; a process begins with it open. Confined to the core thread.
 */
public final class Intake {
    private long freeBytes;
    private Verdict verdict = Verdict.PASSED;

    /** Takes no new risk from here on. */
    public void stop(long newFreeBytes) {
        freeBytes = newFreeBytes;
        verdict = Verdict.refused(
                Refusal.INTAKE_STOPPED,
                "unavailable: the journal's disk has only " + (newFreeBytes >> 20)
                        + " MiB left, no new orders are taken");
    }

    /** Takes new risk again. */
    public void open() {
        freeBytes = 0;
        verdict = Verdict.PASSED;
    }

    /** Whether new risk is taken. */
    public boolean isOpen() {
        return verdict.passed();
    }

    /** The refusal of an intent that must wait for better days, else {@link Verdict#PASSED}. */
    Verdict check(OrderIntent intent) {
        return isOpen() || !intent.raisesRisk() ? Verdict.PASSED : verdict;
    }

    /** Writes it, or reads it back. */
    public void state(StateStream state) {
        freeBytes = state.of(freeBytes);
        boolean open = state.of(isOpen());
        if (!open) {
            stop(freeBytes);
        }
    }

    /** A hash over all that a later decision depends on. */
    public long stateHash(long seed) {
        return StateHash.mix(StateHash.mix(seed, isOpen()), freeBytes);
    }
}
