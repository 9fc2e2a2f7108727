package io.weir.conformance.acceptance;

import io.weir.fix.codec.FixWriter;
import io.weir.fix.codec.FrameCutter;
import io.weir.sessions.sequencer.ResendStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/** Both ends of a connection that has no wire: what was queued on ours, what arrived on theirs. */
final class VirtualConnection {
    /**
     * A message that left.
     *
     * @param text its bytes
     * @param left when
     */
    record Arrival(String text, Instant left) {}

    /** What waits on our end: a message, or, where there is one, a resend. */
    private record Queued(String message, @Nullable ResendStream resend, long position) {}

    /** No number yet: the session that it carries is not known. */
    static final long UNNAMED = -1;

    private final int client;
    private final long openedAt;
    private final Deque<Queued> queue = new ArrayDeque<>();
    private final Queue<Arrival> arrivals = new ArrayDeque<>();
    private byte[] unnamedBytes = {};
    private long id = UNNAMED;
    private @Nullable FrameCutter cutter;
    private boolean closing;
    private boolean ended;

    VirtualConnection(int client, long openedAt) {
        this.client = client;
        this.openedAt = openedAt;
    }

    int client() {
        return client;
    }

    long id() {
        return id;
    }

    /** When it was opened, monotonic. */
    long openedAt() {
        return openedAt;
    }

    /** What arrived at their end and has not been looked at. */
    Queue<Arrival> arrivals() {
        return arrivals;
    }

    /** Whether our end has closed it. */
    boolean hasEnded() {
        return ended;
    }

    boolean isClosing() {
        return closing;
    }

    /** Keeps bytes until they name a session, and returns all of them. */
    byte[] unnamed(byte[] more) {
        int before = unnamedBytes.length;
        unnamedBytes = Arrays.copyOf(unnamedBytes, before + more.length);
        System.arraycopy(more, 0, unnamedBytes, before, more.length);
        return unnamedBytes;
    }

    void name(long newId, FrameCutter newCutter) {
        id = newId;
        cutter = newCutter;
    }

    /** Bytes reach our end, in pieces of a size. */
    void receive(byte[] bytes, int piece) {
        for (int from = 0; from < bytes.length && cutter != null; from += piece) {
            cutter.add(bytes, from, Math.min(bytes.length, from + piece));
        }
    }

    void queue(byte[] message, long position) {
        if (!closing) {
            queue.add(new Queued(new String(message, StandardCharsets.ISO_8859_1), null, position));
        }
    }

    void queue(ResendStream resend, long position) {
        if (closing) {
            resend.close();
        } else {
            queue.add(new Queued("", resend, position));
        }
    }

    /** What is queued still leaves, but for resends. */
    void close() {
        closing = true;
        if (cutter != null) {
            cutter.stop();
        }
        queue.removeIf(each -> {
            if (each.resend() != null) {
                each.resend().close();
            }
            return each.resend() != null;
        });
    }

    /** Lets out what the journal holds, and says which resends have left. */
    void flush(long durablePosition, Instant now, Queue<ResendStream> streamed) {
        Queued next;
        while ((next = queue.peek()) != null && next.position() < durablePosition) {
            queue.remove();
            if (next.resend() == null) {
                arrivals.add(new Arrival(next.message(), now));
            } else {
                resend(next.resend(), now);
                streamed.add(next.resend());
            }
        }
        ended |= closing && queue.isEmpty();
    }

    private void resend(ResendStream stream, Instant now) {
        FixWriter writer = new FixWriter(4096);
        while (stream.next(writer)) {
            String text = new String(writer.buffer(), writer.start(), writer.length(), StandardCharsets.ISO_8859_1);
            arrivals.add(new Arrival(text, now));
        }
        stream.close();
    }

    /** Both ends are gone. */
    void end() {
        close();
        queue.clear();
        ended = true;
    }
}
