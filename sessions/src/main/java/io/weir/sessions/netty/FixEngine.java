package io.weir.sessions.netty;

import io.weir.fix.settings.SessionSettings;
import io.weir.sessions.journal.Journal;
import io.weir.sessions.journal.JournalListener;
import io.weir.sessions.journal.JournalSettings;
import io.weir.sessions.sequencer.Clock;
import io.weir.sessions.sequencer.Core;
import io.weir.sessions.sequencer.KeptCore;
import io.weir.sessions.sequencer.Outlet;
import io.weir.sessions.sequencer.Restart;
import io.weir.sessions.sequencer.Sequencer;
import io.weir.sessions.sequencer.Shadow;
import io.weir.sessions.sequencer.Trust;
import io.weir.sessions.snapshot.SnapshotStore;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongConsumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A core with its journal and its sockets, running: recovery first, then {@code Started}, then the listeners.
 *
 * <p>Its methods may be called from any thread.
 */
public final class FixEngine implements AutoCloseable {
    /**
     * What an engine runs with.
     *
     * @param build the version of the program, as Started records it
     * @param journal how the journal is kept
     * @param sessions the sessions in the order of their numbers, asked for after recovery
     * @param limits the bounds of the edge
     * @param ordersAgain whether a resend may send orders (D, F, G) again: never in a gateway
     * @param reference the configuration and reference data to journal before Started, or empty; asked for after recovery
     * @param failure called once, on the core thread, when the engine has stopped by itself; nothing is sent any more
     * @param alerts hears what operators should know, on any thread
     */
    public record Plan(
            String build,
            JournalSettings journal,
            Supplier<List<SessionSettings>> sessions,
            EdgeLimits limits,
            boolean ordersAgain,
            Supplier<String> reference,
            Consumer<Throwable> failure,
            Sequencer.Alerts alerts) {}

    /**
     * How snapshots are written.
     *
     * @param eachEvents how many events there are between two
     * @param cores makes a core that has no part in common with the live one
     * @param needed hears, on any thread, from which position on a start needs the journal
     */
    public record Snapshots(long eachEvents, Function<Outlet, ? extends KeptCore> cores, LongConsumer needed) {}

    /** How long a close waits for the last snapshot. */
    private static final long LAST_SNAPSHOT_MILLIS = 30_000;

    /** A session's own LogoutTimeout, and what is queued on its connection, end sooner as a rule. */
    private static final int LONGEST_STOP_SECONDS = 10;

    private final Journal journal;
    private final FixEdge edge;
    private final Sequencer sequencer;
    private final long recovered;
    private final @Nullable Path from;
    private final Sequencer.Alerts alerts;
    private boolean closed;
    /** Set before anybody else has the engine. */
    private @Nullable Shadow shadow;

    private FixEngine(Journal journal, FixEdge edge, Restart.Result result, Sequencer.Alerts alerts) {
        this.alerts = alerts;
        this.journal = journal;
        this.edge = edge;
        this.sequencer = result.sequencer();
        this.recovered = result.events();
        this.from = result.from();
    }

    /**
     * Opens the journal, replays it, and starts.
     *
     * @param cores makes the core that writes to an outlet
     * @throws io.weir.sessions.journal.JournalException if the journal cannot be opened or is damaged
     * @throws io.weir.sessions.sequencer.ReplayDivergence if replay does not repeat what the journal holds
     * @throws IllegalStateException if an address cannot be listened on
     * @throws InterruptedException if the thread is interrupted while the listeners open
     */
    public static FixEngine start(Plan plan, Function<Outlet, ? extends Core> cores) throws InterruptedException {
        return start(plan, Clock.system(), cores, null, null);
    }

    /**
     * The same by another clock than the machine's, with snapshots, which a second core behind the first writes.
     *
     * @param shadow how; null for none
     * @param cancelOnly says who wants a start that only cancels and why, once it is known how far the records had to be
     *     trusted; null for a normal start
     * @throws InterruptedException if the thread is interrupted while the listeners open
     */
    public static FixEngine start(
            Plan plan,
            Clock clock,
            Function<Outlet, ? extends Core> cores,
            @Nullable Snapshots shadow,
            @Nullable Function<Trust, byte[]> cancelOnly)
            throws InterruptedException {
        FixEdge edge = new FixEdge(plan.limits(), plan.failure(), plan.alerts());
        Listener listener = new Listener(edge, plan.alerts());
        Journal journal = null;
        try {
            journal = Journal.open(plan.journal(), listener);
            SnapshotStore store =
                    shadow == null ? null : new SnapshotStore(plan.journal().directory());
            Restart.Plan restart = new Restart.Plan(plan.build(), plan.ordersAgain(), cores, store, cancelOnly != null);
            Restart.Result result = new Restart(journal, clock, plan.alerts(), restart).run();
            Sequencer sequencer = result.sequencer();
            String reference = plan.reference().get();
            if (!reference.isEmpty()) {
                sequencer.reference(reference.getBytes(StandardCharsets.UTF_8));
            }
            byte[] decision = cancelOnly == null ? null : cancelOnly.apply(result.trust());
            FixEngine engine = new FixEngine(journal, edge, result, plan.alerts());
            edge.attach(sequencer);
            edge.follow(edge.prepare(plan.sessions().get()));
            engine.onCore(() -> {
                sequencer.attach(edge);
                sequencer.started(plan.build());
                if (decision != null) {
                    sequencer.cancelOnly(result.trust(), decision);
                }
                listener.begin(sequencer);
            });
            edge.accept();
            if (shadow != null && store != null) {
                Shadow.Plan follow =
                        new Shadow.Plan(plan.build(), shadow.cores(), store, shadow.eachEvents(), shadow.needed());
                engine.shadow = Shadow.start(
                        journal,
                        plan.alerts(),
                        follow,
                        result.from(),
                        result.trust().to());
            }
            return engine;
        } catch (RuntimeException | InterruptedException e) {
            edge.close();
            if (journal != null) {
                journal.close();
            }
            throw e;
        }
    }

    /** Runs a task on the core thread, then ends the batch, and waits for both. */
    public void onCore(Runnable task) {
        CountDownLatch done = new CountDownLatch(1);
        edge.execute(
                () -> {
                    try {
                        task.run();
                    } finally {
                        edge.endBatchSoon();
                    }
                },
                done::countDown);
        try {
            done.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * Runs a task on the core thread that only looks, and does not wait for it.
     *
     * @param after runs on the core thread then, even where the engine has stopped and the task was not run
     * @throws java.util.concurrent.RejectedExecutionException if the engine is closed
     */
    public void look(Runnable task, Runnable after) {
        edge.execute(task, after);
    }

    /** Applies a person's command; the reply comes on the core thread. */
    public void admin(byte[] payload, Sequencer.Reply reply) {
        edge.execute(() -> {
            sequencer.admin(payload, reply);
            edge.endBatchSoon();
        });
    }

    /**
     * Applies a person's command that changes the sessions, if the sockets for it can be had: what must be listened on is
     * bound first, what is not needed any more is closed after. Changes wait for each other.
     *
     * @param proposal asked on the core thread: the sessions as they will be, or an IllegalArgumentException that says why not
     * @param reply comes on any thread; a refused proposal and an address that cannot be listened on are not journalled
     */
    public void change(Supplier<List<SessionSettings>> proposal, byte[] payload, Sequencer.Reply reply) {
        edge.prepareLater(() -> {
            FirstReply once = new FirstReply(reply);
            AtomicReference<@Nullable List<SessionSettings>> proposed = new AtomicReference<>();
            onCore(() -> {
                try {
                    proposed.set(proposal.get());
                } catch (IllegalArgumentException refused) {
                    once.done(false, String.valueOf(refused.getMessage()));
                }
            });
            List<SessionSettings> next = proposed.get();
            if (next == null || !carryOut(next, payload, once)) {
                once.done(false, "the gateway has stopped");
            }
        });
    }

    /** On the thread that prepares, which waits for the core, so that the next change begins with what this one left. */
    private boolean carryOut(List<SessionSettings> next, byte[] payload, FirstReply reply) {
        FixEdge.Prepared prepared;
        try {
            prepared = edge.prepare(next);
        } catch (IllegalStateException refused) {
            reply.done(false, refused.getMessage() + "; nothing was changed");
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
        AtomicBoolean applied = new AtomicBoolean();
        onCore(() -> {
            sequencer.admin(
                    payload,
                    (done, text) -> {
                        applied.set(true);
                        if (done) {
                            edge.follow(prepared);
                        } else {
                            edge.abandon(prepared);
                        }
                    },
                    reply);
            edge.endBatchSoon();
        });
        if (!applied.get()) {
            // The engine has stopped before the command was applied.
            edge.abandon(prepared);
        }
        return applied.get();
    }

    /** Hands on the first answer only. */
    private static final class FirstReply implements Sequencer.Reply {
        private final AtomicReference<Sequencer.@Nullable Reply> waiting;

        FirstReply(Sequencer.Reply reply) {
            waiting = new AtomicReference<>(reply);
        }

        @Override
        public void done(boolean carriedOut, String text) {
            Sequencer.Reply reply = waiting.getAndSet(null);
            if (reply != null) {
                reply.done(carriedOut, text);
            }
        }
    }

    /** Engages the kill switch before anything that waits; the reply comes when it and the sweep are durable. */
    public void kill(byte[] payload, Sequencer.Reply reply) {
        sequencer.engageKill(payload, reply);
        edge.execute(() -> {
            sequencer.wake();
            edge.endBatchSoon();
        });
    }

    /** The journal, for readers. */
    public Journal journal() {
        return journal;
    }

    /** Where the oldest message is that a counterparty may still ask for; {@link Long#MAX_VALUE} for none. */
    public long oldestOpen() {
        AtomicLong oldest = new AtomicLong();
        onCore(() -> oldest.set(sequencer.oldestOpen()));
        return oldest.get();
    }

    /** The events that recovery applied. */
    public long recovered() {
        return recovered;
    }

    /** The snapshot that recovery began with; null where it replayed the whole journal. */
    public @Nullable Path recoveredFrom() {
        return from;
    }

    /** Events applied since the beginning of the journal. On the core thread. */
    public long events() {
        return sequencer.events();
    }

    /** The core behind the live one; null where no snapshots are written. */
    public @Nullable Shadow shadow() {
        return shadow;
    }

    /** Messages ignored at the edge because their frame or CheckSum is wrong. */
    public long garbled() {
        return edge.garbledCount();
    }

    /** From the reading of a message to the handing of what it caused to the kernel, on connections that we opened. */
    public Durations forwarding() {
        return edge.forwarding();
    }

    /** The same on connections that we accepted. */
    public Durations answering() {
        return edge.answering();
    }

    /** The address of a session's counterparty, or nothing while there is none. On the core thread. */
    public String remote(int session) {
        return edge.remote(session);
    }

    /** Subject and fingerprint of the certificate of a session's counterparty, or nothing. On the core thread. */
    public String certificate(int session) {
        return edge.certificate(session);
    }

    /**
     * Looks at the files of keys and certificates now, as is done every 10 s: new handshakes use what is new, connections go
     * on. Reads the files on the thread that calls; what it finds is told as alerts.
     */
    public void reloadCertificates() {
        edge.reloadCertificates();
    }

    /** The certificates in use, ours and those that we believe; the JDK's own are not among them. */
    public List<CertificateStatus> certificates() {
        return edge.certificates();
    }

    /** The addresses listened on. */
    public List<InetSocketAddress> addresses() {
        return edge.addresses();
    }

    /**
     * Ends as a counterparty expects it: every session that is up gets a Logout and some time to answer, then {@link #close}.
     * Orders stay as they are.
     */
    public void stop() {
        CountDownLatch done = new CountDownLatch(1);
        synchronized (this) {
            if (closed) {
                return;
            }
            edge.drain(done::countDown);
        }
        try {
            if (!done.await(LONGEST_STOP_SECONDS, TimeUnit.SECONDS)) {
                alerts.alert("some sessions did not end within " + LONGEST_STOP_SECONDS + " s; they are cut");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        close(true);
    }

    /** Closes the sockets at once, then the journal. */
    @Override
    public void close() {
        close(false);
    }

    private synchronized void close(boolean inOrder) {
        if (!closed) {
            closed = true;
            edge.close();
            try {
                journal.close();
            } finally {
                if (shadow != null) {
                    shadow.close(inOrder, LAST_SNAPSHOT_MILLIS);
                }
            }
        }
    }

    /** Hands what the journal says to the core thread. */
    private static final class Listener implements JournalListener {
        private final FixEdge edge;
        private final Sequencer.Alerts alerts;
        /** Written once, behind Started; read by journal-sync, too. */
        private volatile @Nullable Sequencer sequencer;
        /** Written by journal-sync, and by the thread that opens the journal; read by the core thread. */
        private volatile Space space = new Space(true, 0);

        /** What the journal last said of its disk. */
        private record Space(boolean enough, long freeBytes) {}

        Listener(FixEdge edge, Sequencer.Alerts alerts) {
            this.edge = edge;
            this.alerts = alerts;
        }

        /** The core hears from here on what the journal says, and what it has said. On the core thread. */
        void begin(Sequencer started) {
            sequencer = started;
            followSpace();
        }

        private void changed(Space now) {
            space = now;
            edge.execute(this::followSpace);
        }

        private void followSpace() {
            Sequencer current = sequencer;
            if (current != null) {
                Space now = space;
                current.intake(now.enough(), now.freeBytes());
                edge.endBatchSoon();
            }
        }

        @Override
        public void durable(long position) {
            Sequencer current = sequencer;
            if (current != null) {
                edge.execute(current::durable);
            }
        }

        @Override
        public void failed(Throwable cause) {
            edge.execute(() -> edge.fail(cause));
        }

        @Override
        public void lowSpace(long freeBytes) {
            alerts.alert("journal: only " + (freeBytes >> 20) + " MiB are free on its disk");
            changed(new Space(false, freeBytes));
        }

        @Override
        public void spaceRestored(long freeBytes) {
            alerts.alert("journal: there is room again, " + (freeBytes >> 20) + " MiB");
            changed(new Space(true, freeBytes));
        }

        @Override
        public void stalled(long nanos) {
            alerts.alert("journal: waited " + nanos / 1_000_000 + " ms for a new segment");
        }
    }
}
