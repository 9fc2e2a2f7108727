package io.weir.conformance.simulation;

import io.weir.fix.codec.FixWriter;
import io.weir.fix.codec.FrameCutter;
import io.weir.sessions.sequencer.ResendStream;
import java.io.ByteArrayOutputStream;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * One TCP connection: what waits at the gateway's end, what is under way in both directions, and whether each end still thinks
 * that it is open. Bytes arrive in order, in pieces of any size; a break loses what is under way from any byte on.
 */
final class Wire {
    /** What waits at the gateway's end: a message, or a resend. */
    @SuppressWarnings("ArrayRecordComponent") // Nobody compares two of them.
    record Queued(byte[] message, @Nullable ResendStream resend, long position, long epoch) {}

    final long id;
    final Party party;
    final Deque<Queued> queue = new ArrayDeque<>();
    final FrameCutter fromParty;
    private final FrameCutter fromGateway;

    /** The gateway knows which session it carries. */
    boolean isNamed;

    boolean openHere = true;
    boolean openThere = true;
    /** The gateway closes it when what is queued has left. */
    boolean closing;
    /** Neither end hears of the other any more, and nobody is told. */
    boolean silent;
    /** What is under way to the gateway. */
    final Deque<byte[]> underWay = new ArrayDeque<>();

    /** The epoch of the numbers of what left last. */
    long epoch = -1;

    private long arrivesHere;
    private long arrivesThere;

    Wire(long id, Party party, FrameCutter fromParty, FrameCutter fromGateway) {
        this.id = id;
        this.party = party;
        this.fromParty = fromParty;
        this.fromGateway = fromGateway;
    }

    /** When something sent to the gateway now arrives, not before what was sent earlier. */
    long toGateway(long now, long latency) {
        arrivesHere = Math.max(arrivesHere, now + latency);
        return arrivesHere;
    }

    /** When something sent to the party now arrives. */
    long toParty(long now, long latency) {
        arrivesThere = Math.max(arrivesThere, now + latency);
        return arrivesThere;
    }

    /** Bytes arrive at the party. */
    void arrives(byte[] bytes) {
        if (openThere && !silent) {
            fromGateway.add(bytes, 0, bytes.length);
        }
    }

    /** What may leave the gateway's end now, as one piece; resends whole. */
    byte[] release(long durablePosition, FixWriter writer, Deque<ResendStream> streamed) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        while (!queue.isEmpty() && queue.peek().position() < durablePosition) {
            Queued first = queue.remove();
            ResendStream resend = first.resend();
            if (resend == null) {
                out.writeBytes(first.message());
                continue;
            }
            while (resend.next(writer)) {
                out.writeBytes(Arrays.copyOfRange(writer.buffer(), writer.start(), writer.limit()));
            }
            resend.close();
            streamed.add(resend);
        }
        return out.toByteArray();
    }

    /** Lets go of what waits. */
    void drop() {
        for (Queued each : queue) {
            if (each.resend() != null) {
                each.resend().close();
            }
        }
        queue.clear();
        openHere = false;
    }
}
