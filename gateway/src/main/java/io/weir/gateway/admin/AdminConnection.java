package io.weir.gateway.admin;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** One caller: a line in, a line out, one after the other. Confined to the admin thread. */
final class AdminConnection {
    /** The longest request. */
    static final int MAX_REQUEST_BYTES = 64 << 10;

    private final SocketChannel channel;
    private final String actor;
    private final ByteBuffer in = ByteBuffer.allocate(MAX_REQUEST_BYTES);
    private ByteBuffer out = ByteBuffer.allocate(0);
    private long deadline;
    private boolean waiting;
    private boolean last;

    AdminConnection(SocketChannel channel, String actor) {
        this.channel = channel;
        this.actor = actor;
    }

    String actor() {
        return actor;
    }

    /** Whether a request of this caller is being carried out. */
    boolean isWaiting() {
        return waiting;
    }

    long deadline() {
        return deadline;
    }

    void deadline(long newDeadline) {
        deadline = newDeadline;
    }

    /** Reads what is there; false at its end. */
    boolean read() throws IOException {
        return channel.read(in) >= 0;
    }

    /** The next whole line, or null. A caller who has a request under way is not read from. */
    @Nullable
    String nextLine() {
        if (waiting || last) {
            return null;
        }
        for (int i = 0; i < in.position(); i++) {
            if (in.get(i) == '\n') {
                String line = new String(in.array(), 0, i, StandardCharsets.UTF_8);
                in.flip().position(i + 1);
                in.compact();
                waiting = true;
                return line;
            }
        }
        return null;
    }

    /** Whether what was read is no whole line, and cannot become one. */
    boolean isTooLong() {
        return !waiting && !last && !in.hasRemaining();
    }

    /** Answers; the connection ends behind the answer if it is the last. */
    void answer(AdminReply reply, boolean isLast) {
        waiting = false;
        last |= isLast;
        out = ByteBuffer.wrap((reply.json() + "\n").getBytes(StandardCharsets.UTF_8));
    }

    /** Writes what can be written; whether that was all. */
    boolean write() throws IOException {
        channel.write(out);
        return !out.hasRemaining();
    }

    /** Whether all that this connection was for is done. */
    boolean isDone() {
        return last && !out.hasRemaining();
    }

    int interest() {
        if (out.hasRemaining()) {
            return SelectionKey.OP_WRITE;
        }
        return waiting ? 0 : SelectionKey.OP_READ;
    }

    void close() {
        try {
            channel.close();
        } catch (IOException e) {
            // It is gone already.
        }
    }
}
