package io.weir.algo;

import io.weir.fix.order.FieldText;
import io.weir.fix.order.Refusal;
import io.weir.fix.order.StateHash;
import io.weir.fix.state.StateStream;
import org.jspecify.annotations.Nullable;

/**
 * What to do when children end without us: refused by the gate, rejected or canceled by the broker.
 *
 * <p>A reason that will not go away ends the parent. Another one is tried again after a pause: a broker's no three times,
 * a refusal of the gate (no reference price, the broker's session down, too many messages) without end, with a pause that
 * doubles up to a minute. Progress forgets the setbacks.
 */
final class Setbacks {
    private static final long PAUSE_NANOS = 5_000_000_000L;
    private static final long LONGEST_PAUSE_NANOS = 60_000_000_000L;
    private static final int TRIES = 3;

    private int brokers;
    private long pauseNanos = PAUSE_NANOS;
    private long retryMono = Ticket.NEVER;
    private @Nullable String lasting;

    /** Counts an event, if it is one of these; says whether it was. */
    boolean count(ChildEvent event, long monoNanos) {
        boolean ended = event.leavesE8 == 0;
        switch (event.kind) {
            case REFUSED -> {
                if (!ended) {
                    return false;
                }
                Refusal refusal = event.verdict.refusal();
                if (refusal != null && isLasting(refusal)) {
                    lasting = event.verdict.message();
                }
                retryMono = monoNanos + pauseNanos;
                pauseNanos = Math.min(LONGEST_PAUSE_NANOS, pauseNanos * 2);
                return true;
            }
            case REJECTED -> {
                if (isLasting(event.ordRejReason)) {
                    lasting = "rejected by the broker, reason " + event.ordRejReason;
                }
                broker(monoNanos);
                return true;
            }
            case DONE -> {
                if (!event.asked) {
                    broker(monoNanos);
                }
                return !event.asked;
            }
            case FILLED -> {
                if (event.lastQtyE8 > 0) {
                    progress();
                }
                return false;
            }
            case ACCEPTED, REPLACED, CANCEL_REJECTED -> {
                return false;
            }
        }
        return false;
    }

    private void broker(long monoNanos) {
        brokers++;
        retryMono = brokers > TRIES ? Ticket.NEVER : monoNanos + PAUSE_NANOS;
    }

    /** Forgets all setbacks. */
    void progress() {
        brokers = 0;
        pauseNanos = PAUSE_NANOS;
        retryMono = Ticket.NEVER;
    }

    /** The pause is over, the next try is under way. */
    void tried() {
        retryMono = Ticket.NEVER;
    }

    /** Why the parent cannot go on, or null. */
    @Nullable
    String lasting() {
        return lasting;
    }

    /** Whether the broker said no more often than it is worth asking. */
    boolean isExhausted() {
        return brokers > TRIES;
    }

    /** When to try again, or {@link Ticket#NEVER}. */
    long retryMono() {
        return retryMono;
    }

    /** Whether the pause before the next try is not over, or no try is left. */
    boolean isPausing(long monoNanos) {
        return isExhausted() || (retryMono != Ticket.NEVER && monoNanos < retryMono);
    }

    /** What was said, for the story of the order. */
    static String story(ChildEvent event) {
        String child = "child " + event.child;
        return switch (event.kind) {
            case REFUSED -> child + " refused: " + event.verdict.message();
            case REJECTED -> child + " rejected by the broker, reason " + event.ordRejReason;
            case DONE -> child + " ended by the broker";
            case FILLED -> child + " filled " + FieldText.decimal(event.lastQtyE8);
            case ACCEPTED -> child + " accepted";
            case REPLACED -> child + " replaced";
            case CANCEL_REJECTED -> child + " not canceled";
        };
    }

    /** OrdRejReason (103): unknown symbol, exceeds limit, unknown order, duplicate, stale, trade along, quantity, account. */
    private static boolean isLasting(int ordRejReason) {
        return switch (ordRejReason) {
            case 1, 3, 5, 6, 8, 11, 13, 15 -> true;
            default -> false;
        };
    }

    private static boolean isLasting(Refusal refusal) {
        return switch (refusal) {
            case UNKNOWN_SYMBOL,
                    UNKNOWN_ACCOUNT,
                    QUANTITY,
                    UNSUPPORTED,
                    STALE,
                    INVALID,
                    SIZE,
                    RESTRICTED,
                    SHORT_SALE,
                    DUPLICATE_CL_ORD_ID,
                    UNKNOWN_ORDER,
                    FINISHED_ORDER -> true;
            case DAILY_LIMIT,
                    MARKET_CLOSED,
                    PAST_CUT_OFF,
                    NO_LIQUIDITY,
                    BROKER_UNAVAILABLE,
                    INTAKE_STOPPED,
                    KILL_SWITCH,
                    COLLAR,
                    RATE,
                    LOOK_ALIKE,
                    EXPOSURE,
                    PENDING_ORDER,
                    NO_REFERENCE_PRICE,
                    SELF_TRADE -> false;
        };
    }

    void state(StateStream state) {
        brokers = state.of(brokers);
        pauseNanos = state.of(pauseNanos);
        retryMono = state.of(retryMono);
        lasting = state.ofNullable(lasting);
    }

    long stateHash(long seed) {
        long hash = StateHash.mix(StateHash.mix(seed, brokers), pauseNanos);
        return StateHash.mix(StateHash.mix(hash, retryMono), lasting == null ? "" : lasting);
    }
}
