package io.weir.conformance.fuzz;

import io.weir.fix.codec.Ascii;
import io.weir.fix.codec.FixMessage;
import io.weir.fix.codec.FixParser;
import io.weir.fix.codec.FixWriter;
import io.weir.fix.codec.MsgTypes;
import io.weir.fix.codec.Tags;
import io.weir.sessions.protocol.FixSession;
import io.weir.sessions.sequencer.Edge;
import io.weir.sessions.sequencer.ResendStream;
import io.weir.sessions.sequencer.SentNumber;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The sockets of a world: queues what is sent and writes it in order, resends in paces, as the live edge does; and looks at
 * each message that leaves.
 */
final class Wire implements Edge {
    /** What waits to be written: a message, or a resend. */
    private record Item(@Nullable String text, @Nullable Resend resend, long epoch) {}

    /** A resend under way. */
    private static final class Resend {
        private final ResendStream stream;
        private final ResendCheck check;

        Resend(ResendStream stream, ResendCheck check) {
            this.stream = stream;
            this.check = check;
        }
    }

    private static final class Line {
        private final Deque<Item> queue = new ArrayDeque<>();
        private long connection = FixSession.NONE;
        private long epoch;
        private long last;
    }

    private final Story story;
    private final SentLog sent;
    private final FixWriter writer = new FixWriter(512);
    private final Line[] lines = {new Line(), new Line()};
    private final Set<String> orders = new HashSet<>();
    private final Map<Integer, Boolean> asked = new HashMap<>();
    private final Deque<ResendStream> streamed = new ArrayDeque<>();
    private int pace = Integer.MAX_VALUE;
    private long begin;
    private long end;

    Wire(Story story, SentLog sent) {
        this.story = story;
        this.sent = sent;
    }

    /** How many messages of a resend are written in one turn. */
    void pace(int messages) {
        pace = messages;
    }

    /** Resends that have left and of which the engine has not heard. */
    Deque<ResendStream> streamed() {
        return streamed;
    }

    /** The range of the resend that is announced next. */
    void range(long beginSeqNo, long endSeqNo) {
        begin = beginSeqNo;
        end = endSeqNo;
    }

    /** The connection that a session has on the wire, or {@link FixSession#NONE}. */
    long connection(int session) {
        return lines[session].connection;
    }

    /** Whether the core has asked for a connection since the last answer to that. */
    boolean isAsked(int session) {
        return asked.getOrDefault(session, false);
    }

    void open(int session, long connection) {
        asked.put(session, false);
        if (lines[session].connection == FixSession.NONE) {
            lines[session].connection = connection;
            lines[session].epoch = 0;
        }
    }

    void refused(int session) {
        asked.put(session, false);
    }

    /** The socket is gone, with all that waited. */
    void lost(int session) {
        Line line = lines[session];
        for (Item item : line.queue) {
            close(item);
        }
        line.queue.clear();
        line.connection = FixSession.NONE;
    }

    void lostAll() {
        lost(0);
        lost(1);
        asked.clear();
    }

    private static void close(Item item) {
        if (item.resend() != null) {
            item.resend().stream.close();
        }
    }

    @Override
    public void send(FixSession session, byte[] bytes, int start, int end, long position) {
        String text = Ascii.text(bytes, start, end);
        Line line = lines[session.index()];
        if (line.connection == FixSession.NONE) {
            throw new AssertionError("a message for a connection that is not there: " + text.replace('\u0001', '|'));
        }
        line.queue.add(new Item(text, null, session.epoch()));
    }

    @Override
    public void resend(FixSession session, ResendStream stream, long position) {
        Line line = lines[session.index()];
        if (line.connection == FixSession.NONE) {
            stream.close();
            throw new AssertionError("a resend for a connection that is not there");
        }
        line.queue.add(new Item(null, new Resend(stream, new ResendCheck(sent, session, begin, end)), session.epoch()));
    }

    @Override
    public void connect(FixSession session) {
        story.say(() -> "  connect " + session);
        asked.put(session.index(), true);
    }

    @Override
    public void disconnect(long connection, String reason) {
        story.say(() -> "  disconnect " + connection + ": " + reason);
        for (int session = 0; session < lines.length; session++) {
            Line line = lines[session];
            if (line.connection == connection) {
                // What is queued leaves, but for resends.
                List<Item> left = new ArrayList<>(line.queue);
                line.queue.clear();
                for (Item item : left) {
                    close(item);
                    if (item.text() != null) {
                        leaves(session, line, item.text(), item.epoch());
                    }
                }
                line.connection = FixSession.NONE;
            }
        }
    }

    @Override
    public void flush(long durablePosition) {
        for (int session = 0; session < lines.length; session++) {
            Line line = lines[session];
            boolean free = true;
            while (free && !line.queue.isEmpty()) {
                Item item = line.queue.peek();
                if (item.text() != null) {
                    leaves(session, line, item.text(), item.epoch());
                } else if (item.resend() != null) {
                    free = pump(item.resend());
                    if (free) {
                        streamed.add(item.resend().stream);
                    }
                }
                if (free) {
                    line.queue.remove();
                }
            }
        }
    }

    /** Writes a part of a resend; whether it is at its end. */
    private boolean pump(Resend resend) {
        for (int n = 0; n < pace; n++) {
            if (!resend.stream.next(writer)) {
                resend.check.ended();
                resend.stream.close();
                return true;
            }
            String text = Ascii.readable(writer.buffer(), writer.start(), writer.limit());
            story.say(() -> "  again " + text);
            resend.check.next(writer.buffer(), writer.start(), writer.limit());
        }
        return false;
    }

    private void leaves(int session, Line line, String text, long epoch) {
        story.say(() -> "  out " + session + " " + text.replace('\u0001', '|'));
        byte[] bytes = Ascii.bytes(text);
        FixMessage message = new FixMessage();
        FixParser.parse(bytes, 0, bytes.length, message);
        long number = message.unsigned(message.find(Tags.MSG_SEQ_NUM));
        if (epoch == line.epoch && number <= line.last) {
            throw new AssertionError("number " + number + " leaves after " + line.last);
        }
        line.epoch = epoch;
        line.last = number;
        if (isOrder(message.msgType()) && !orders.add(message.textOf(Tags.CL_ORD_ID))) {
            throw new AssertionError("order " + message.textOf(Tags.CL_ORD_ID) + " leaves twice");
        }
    }

    static boolean isOrder(int msgType) {
        return msgType == MsgTypes.NEW_ORDER_SINGLE
                || msgType == MsgTypes.ORDER_CANCEL_REQUEST
                || msgType == MsgTypes.ORDER_CANCEL_REPLACE_REQUEST;
    }

    @Override
    public void sweep(Withheld withheld) {
        for (int session = 0; session < lines.length; session++) {
            Deque<Item> kept = new ArrayDeque<>();
            for (Item item : lines[session].queue) {
                kept.add(item.text() == null ? item : swept(session, item, withheld));
            }
            lines[session].queue.clear();
            lines[session].queue.addAll(kept);
        }
    }

    private Item swept(int session, Item item, Withheld withheld) {
        FixMessage message = new FixMessage();
        byte[] bytes = Ascii.bytes(Objects.requireNonNull(item.text()));
        FixParser.parse(bytes, 0, bytes.length, message);
        int type = message.msgType();
        if (type != MsgTypes.NEW_ORDER_SINGLE && type != MsgTypes.ORDER_CANCEL_REPLACE_REQUEST) {
            return item;
        }
        long number = message.unsigned(message.find(Tags.MSG_SEQ_NUM));
        withheld.withheld(session, SentNumber.of(item.epoch(), number));
        writer.begin(MsgTypes.SEQUENCE_RESET)
                .number(Tags.MSG_SEQ_NUM, number)
                .flag(Tags.GAP_FILL_FLAG, true)
                .number(Tags.NEW_SEQ_NO, number + 1)
                .end();
        String fill = Ascii.text(writer.buffer(), writer.start(), writer.limit());
        return new Item(fill, null, item.epoch());
    }
}
