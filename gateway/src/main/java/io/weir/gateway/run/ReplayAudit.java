package io.weir.gateway.run;

import io.weir.fix.codec.Decimals;
import io.weir.fix.codec.FixMessage;
import io.weir.fix.codec.FixParser;
import io.weir.fix.codec.MsgTypes;
import io.weir.fix.codec.Tags;
import io.weir.fix.state.StateException;
import io.weir.gateway.core.GatewayCore;
import io.weir.gateway.orders.OrderInvariants;
import io.weir.sessions.journal.JournalReader;
import io.weir.sessions.protocol.FixSession;
import io.weir.sessions.sequencer.Forwarding;
import io.weir.sessions.sequencer.Outlet;
import io.weir.sessions.sequencer.Replay;
import io.weir.sessions.sequencer.ReplayDivergence;
import io.weir.sessions.snapshot.Snapshot;
import io.weir.sessions.snapshot.SnapshotStore;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * What must hold among the orders of a journal after every event: the journal is replayed in a core of its own, each output is
 * compared with its record, and the core's orders are asked. For what the records alone do not tell.
 */
public final class ReplayAudit {
    /**
     * What was found.
     *
     * @param events replayed
     * @param looks how often all orders were looked at
     * @param sends how many orders and replaces were looked at as they were committed
     * @param findings where something does not hold, with the number of what it breaks; the replay ends at the first
     */
    public record Report(long events, long looks, long sends, List<String> findings) {}

    /** With more orders than that not each event is followed by a look at all of them. */
    private static final int FEW = 64;

    private static final int LOOK_EACH = 1024;

    private final Function<Outlet, GatewayCore> cores;
    private final List<String> findings = new ArrayList<>();
    private @Nullable GatewayCore core;
    private long looks;
    private long sends;
    private long events;

    /** An audit with cores of a configuration. */
    public ReplayAudit(Cores cores) {
        this(cores::make);
    }

    /** An audit with cores that somebody makes. */
    public ReplayAudit(Function<Outlet, GatewayCore> cores) {
        this.cores = cores;
    }

    /**
     * Replays a journal from its beginning, or from its older snapshot where that is retired.
     *
     * @param progress hears the position now and then
     */
    public Report run(Path journal, LongConsumer progress) throws IOException {
        long beginning = -1;
        long last = 0;
        long trusted = 0;
        try (JournalReader reader = JournalReader.open(journal)) {
            while (reader.next()) {
                beginning = beginning < 0 ? reader.position() : beginning;
                last = Replay.isEvent(reader) ? reader.position() : last;
                trusted = Math.max(trusted, Replay.trustedTo(reader));
            }
        }
        try (JournalReader reader = JournalReader.open(journal)) {
            Replay replay = new Replay(
                    reader,
                    outlet -> {
                        GatewayCore made = cores.apply(new Watched(outlet));
                        core = made;
                        return made;
                    },
                    trusted);
            if (beginning >= Replay.FIRST_RECORD_BY) {
                replay.restore(oldest(journal));
            }
            long before = replay.events();
            replay.run(last, this::look, progress);
            events = replay.events() - before;
        } catch (ReplayDivergence e) {
            findings.add("[4] " + e.getMessage());
        } catch (StateException e) {
            findings.add("[5] " + e.getMessage());
        } catch (Broken e) {
            findings.add(String.valueOf(e.getMessage()));
        }
        return new Report(events, looks, sends, List.copyOf(findings));
    }

    private static Snapshot oldest(Path journal) throws IOException {
        List<Path> files = new SnapshotStore(journal).newestFirst();
        if (files.isEmpty()) {
            throw new StateException("the journal's beginning is retired, and there is no snapshot to begin with");
        }
        return SnapshotStore.read(files.get(files.size() - 1));
    }

    private void look(long position) {
        GatewayCore looked = core;
        events++;
        if (looked == null || looked.isEmpty()) {
            return;
        }
        if (looked.flow().table().openCount() > FEW && events % LOOK_EACH != 0) {
            return;
        }
        looks++;
        String broken = new OrderInvariants(looked.flow()).broken();
        if (broken != null) {
            throw new Broken("[13 14 17 19 22 23 26] at position " + position + ": " + broken);
        }
    }

    /** What must hold does not: a replay beyond it would only repeat it. */
    private static final class Broken extends RuntimeException {
        private static final long serialVersionUID = 1;

        Broken(String what) {
            super(what);
        }
    }

    /** Looks at orders and replaces as they are committed, and hands all on. */
    private final class Watched extends Forwarding {
        private final FixMessage message = new FixMessage();

        Watched(Outlet to) {
            super(to);
        }

        @Override
        public void sent(FixSession session, long msgSeqNum, byte[] bytes, int start, int end) {
            super.sent(session, msgSeqNum, bytes, start, end);
            GatewayCore looked = core;
            boolean order = FixParser.parse(bytes, start, end, message) == FixParser.Result.OK
                    && (message.msgType() == MsgTypes.NEW_ORDER_SINGLE
                            || message.msgType() == MsgTypes.ORDER_CANCEL_REPLACE_REQUEST);
            if (!order || looked == null) {
                return;
            }
            sends++;
            boolean replace = message.msgType() == MsgTypes.ORDER_CANCEL_REPLACE_REQUEST;
            long qty = replace ? message.decimal(message.find(Tags.ORDER_QTY)) : 0;
            String id = message.textOf(Tags.CL_ORD_ID);
            String broken = new OrderInvariants(looked.flow()).overcommitted(id, qty == Decimals.INVALID ? 0 : qty);
            if (broken != null) {
                throw new Broken("[10 11] order " + id + " to " + session + ": " + broken);
            }
        }
    }
}
