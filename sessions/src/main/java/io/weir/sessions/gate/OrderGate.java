package io.weir.sessions.gate;

import io.weir.fix.codec.Ascii;
import io.weir.fix.codec.FixWriter;
import io.weir.fix.order.OrderIntent;
import io.weir.fix.order.Refusal;
import io.weir.fix.order.Verdict;
import io.weir.risk.Risk;
import io.weir.sessions.protocol.FixSession;
import io.weir.sessions.protocol.Turn;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The gate that every order passes twice: {@link #admit} on the way in, {@link #release} on the way out, where it is the only
 * door to a broker session. Each verdict is recorded with the version of the limits that it was made by.
 *
 * <p>Confined to the core thread.
 */
public final class OrderGate {
    /** Where verdicts are recorded. */
    public interface VerdictLog {
        /**
         * Records a verdict.
         *
         * @param orderId our number of the order
         * @param bytes the verdict in [start, end); valid only during the call
         */
        void verdict(int source, long orderId, byte[] bytes, int start, int end);
    }

    private static final byte[] ADMIT = Ascii.bytes("admit ");
    private static final byte[] RELEASE = Ascii.bytes("release ");
    private static final byte[] LIMITS = Ascii.bytes(" limits ");
    private static final byte[] PASSED = Ascii.bytes("passed");

    private final Intake intake;
    private final Risk risk;
    private final Turn turn;
    private final VerdictLog log;
    private byte[] line = new byte[128];
    private Verdict last = Verdict.PASSED;

    /** A gate before the sessions of one core. */
    public OrderGate(Intake intake, Risk risk, Turn turn, VerdictLog log) {
        this.intake = intake;
        this.risk = risk;
        this.turn = turn;
        this.log = log;
    }

    /** Whether a client's new order or replacement may be worked. */
    public Verdict admit(OrderIntent intent) {
        Verdict verdict = risk.admit(intent, turn.monoNanos(), turn.utcNanos());
        if (verdict.passed()) {
            verdict = intake.check(intent);
        }
        record(ADMIT, intent.client, intent.orderId, verdict);
        return verdict;
    }

    /**
     * Opens a message with an order for a broker, or keeps the door shut.
     *
     * @param msgType NewOrderSingle or OrderCancelReplaceRequest
     * @return a writer with the header written, to be committed by the session; or null, and {@link #verdict()} says why
     */
    public @Nullable FixWriter release(OrderIntent intent, FixSession broker, int msgType) {
        Verdict verdict = released(intent, broker);
        record(RELEASE, intent.broker, intent.orderId, verdict);
        last = verdict;
        return verdict.passed() ? broker.beginOrder(msgType) : null;
    }

    /** Risk comes last: what it lets pass is reserved. */
    private Verdict released(OrderIntent intent, FixSession broker) {
        if (!broker.isLoggedOn()) {
            return Verdict.refused(
                    Refusal.BROKER_UNAVAILABLE, "broker " + broker.settings().targetCompId() + " is down");
        }
        Verdict taken = intake.check(intent);
        return taken.passed() ? risk.release(intent, turn.monoNanos(), turn.utcNanos()) : taken;
    }

    /** The verdict of the last {@link #release}. */
    public Verdict verdict() {
        return last;
    }

    private void record(byte[] stage, int source, long orderId, Verdict verdict) {
        int at = put(stage, 0);
        if (verdict.passed()) {
            at = put(PASSED, at);
        } else {
            byte[] message = Ascii.bytes(verdict.message());
            if (line.length < message.length + 64) {
                line = Arrays.copyOf(line, message.length + 64);
            }
            at = put(message, at);
        }
        at = put(LIMITS, at);
        at = Ascii.writeLong(line, at, risk.limits().version());
        log.verdict(source, orderId, line, 0, at);
    }

    private int put(byte[] text, int at) {
        System.arraycopy(text, 0, line, at, text.length);
        return at + text.length;
    }
}
