package io.weir.conformance.simulation;

import io.weir.fix.codec.FixMessage;
import io.weir.fix.codec.FixParser;
import io.weir.fix.codec.FixWriter;
import io.weir.fix.codec.MsgTypes;
import io.weir.fix.codec.Tags;
import io.weir.sessions.protocol.FixSession;
import io.weir.sessions.protocol.SessionHeader;
import io.weir.sessions.sequencer.Edge;
import io.weir.sessions.sequencer.ResendStream;
import io.weir.sessions.sequencer.SentNumber;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The edge of one life of the gateway: its wires, and what waits on them. */
final class SimulatedEdge implements Edge {
    private final World world;
    private final Map<Long, Wire> wires = new TreeMap<>();
    private final Deque<ResendStream> streamed = new ArrayDeque<>();
    private final FixWriter writer = new FixWriter(4096);
    private final FixMessage swept = new FixMessage();
    private boolean ended;

    SimulatedEdge(World world) {
        this.world = world;
    }

    /** Resends that have left, of which the core has not heard. */
    Deque<ResendStream> streamed() {
        return streamed;
    }

    void add(Wire wire) {
        wires.put(wire.id, wire);
    }

    /** Whether a session has a connection that nobody is closing. */
    boolean isTaken(int session) {
        return wires.values().stream().anyMatch(wire -> wire.party.place == session && !wire.closing);
    }

    /** A wire is gone; whether the core has to hear of it. */
    boolean remove(Wire wire) {
        boolean known = wires.remove(wire.id) != null;
        wire.drop();
        return known && !wire.closing;
    }

    /** The process ends. */
    void end() {
        ended = true;
        wires.values().forEach(Wire::drop);
        wires.clear();
    }

    @Override
    public void send(FixSession session, byte[] bytes, int start, int end, long position) {
        Wire wire = wires.get(session.connection());
        if (wire != null && !wire.closing) {
            wire.queue.add(new Wire.Queued(Arrays.copyOfRange(bytes, start, end), null, position, session.epoch()));
        }
    }

    @Override
    public void resend(FixSession session, ResendStream stream, long position) {
        Wire wire = wires.get(session.connection());
        if (wire == null || wire.closing) {
            stream.close();
        } else {
            wire.queue.add(new Wire.Queued(new byte[0], stream, position, session.epoch()));
        }
    }

    @Override
    public void connect(FixSession session) {
        world.dials(session.index(), this);
    }

    boolean hasEnded() {
        return ended;
    }

    @Override
    public void disconnect(long connection, String reason) {
        Wire wire = wires.get(connection);
        if (wire == null || wire.closing) {
            return;
        }
        world.tell(() -> "    closes " + wire.party.name + ": " + reason);
        wire.closing = true;
        List<Wire.Queued> left = new ArrayList<>();
        for (Wire.Queued each : wire.queue) {
            if (each.resend() == null) {
                left.add(each);
            } else {
                each.resend().close();
            }
        }
        wire.queue.clear();
        wire.queue.addAll(left);
    }

    @Override
    public void flush(long durablePosition) {
        for (Wire wire : new ArrayList<>(wires.values())) {
            for (Wire.Queued each : wire.queue) {
                if (each.position() < durablePosition && each.resend() == null) {
                    world.leaves(wire, each);
                }
            }
            byte[] bytes = wire.release(durablePosition, writer, streamed);
            if (bytes.length > 0) {
                world.toParty(wire, bytes);
            }
            if (wire.closing && wire.queue.isEmpty()) {
                wires.remove(wire.id);
                wire.openHere = false;
                world.closedByGateway(wire);
            }
        }
    }

    @Override
    public void sweep(Withheld withheld) {
        for (Wire wire : wires.values()) {
            List<Wire.Queued> kept = new ArrayList<>();
            for (Wire.Queued each : wire.queue) {
                Wire.Queued other = each.resend() == null ? swept(wire, each, withheld) : null;
                kept.add(other == null ? each : other);
            }
            wire.queue.clear();
            wire.queue.addAll(kept);
        }
    }

    private Wire.@Nullable Queued swept(Wire wire, Wire.Queued each, Withheld withheld) {
        byte[] bytes = each.message();
        FixParser.parse(bytes, 0, bytes.length, swept);
        int type = swept.msgType();
        if (type != MsgTypes.NEW_ORDER_SINGLE && type != MsgTypes.ORDER_CANCEL_REPLACE_REQUEST) {
            return null;
        }
        long number = swept.unsigned(swept.find(Tags.MSG_SEQ_NUM));
        withheld.withheld(wire.party.place, SentNumber.of(each.epoch(), number));
        new SessionHeader(world.session(wire.party.place).settings())
                .write(writer, MsgTypes.SEQUENCE_RESET, number, world.utc());
        writer.flag(Tags.GAP_FILL_FLAG, true)
                .number(Tags.NEW_SEQ_NO, number + 1)
                .end();
        byte[] fill = Arrays.copyOfRange(writer.buffer(), writer.start(), writer.limit());
        return new Wire.Queued(fill, null, each.position(), each.epoch());
    }
}
