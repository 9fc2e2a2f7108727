package io.weir.sessions.netty;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.GlobalEventExecutor;
import io.weir.fix.codec.FixMessage;
import io.weir.fix.codec.FixParser;
import io.weir.fix.codec.FixWriter;
import io.weir.fix.codec.MsgTypes;
import io.weir.fix.codec.Tags;
import io.weir.fix.settings.Endpoint;
import io.weir.fix.settings.SessionSettings;
import io.weir.sessions.passwords.PasswordDesk;
import io.weir.sessions.protocol.FixSession;
import io.weir.sessions.protocol.SessionHeader;
import io.weir.sessions.sequencer.Edge;
import io.weir.sessions.sequencer.ResendStream;
import io.weir.sessions.sequencer.SentNumber;
import io.weir.sessions.sequencer.Sequencer;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The sockets of one core on Netty: one event loop is the core thread and has every named connection, another accepts.
 *
 * <p>Methods of {@link Edge} are called on the core thread; {@link #prepare}, {@link #close} and {@link #execute} on any.
 */
// The result of a write or a close comes as an event of the channel.
@SuppressWarnings("FutureReturnValueIgnored")
final class FixEdge implements Edge, LogonGuard.Handover, Dialer.Caller {

    private final EventLoopGroup coreGroup;
    private final EventLoopGroup acceptGroup;
    private final EventLoop core;
    private final boolean epoll;
    private final TlsContexts tls;
    private final Dialer dialer;
    private final EdgeLimits limits;
    private final Consumer<Throwable> failure;
    private final RareAlerts refusals;
    private final RareAlerts listening;
    private final PasswordDesk passwords = new PasswordDesk(this::deskFailed);
    private final AtomicLong garbled = new AtomicLong();
    private final Durations forwarding = new Durations();
    private final Durations answering = new Durations();
    private final Listeners listeners;
    /** Every connection, named or not: the loops do not always close what is left on them when they end. */
    private final ChannelGroup channels = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);

    private final Map<Long, Connection> connections = new TreeMap<>();
    private final LogonSecrets secrets = new LogonSecrets();
    private final Runnable batchEnd;
    private final ExecutorService resolver =
            Executors.newSingleThreadExecutor(new DefaultThreadFactory("resolver", true));
    /** The sessions by their numbers; written by whoever starts the engine, from then on by the core thread. */
    private List<SessionSettings> sessions = List.of();

    private @Nullable Strangers strangers;

    /** By session: its Logon has secrets that the journal must not see. */
    private boolean[] filled = {};

    private @Nullable Connection[] bySession = {};
    private int[] nextHost = {};
    private @Nullable Dial[] dials = {};
    private final List<Connection> dirty = new ArrayList<>();
    private final List<Connection> flushing = new ArrayList<>();
    private final FixWriter resendWriter = new FixWriter(4096);
    private final FixMessage swept = new FixMessage();
    private @Nullable Sequencer sequencer;
    private long nextConnection;
    private boolean batchEndComes;
    private long armedUntil = Long.MAX_VALUE;
    private long readAt;
    private boolean failed;
    /** Waits for the last connection to end, where the process is ending. */
    private @Nullable Runnable drained;

    /** Written once by who closes, read by the core thread: nothing is opened any more. */
    private volatile boolean closed;

    FixEdge(EdgeLimits limits, Consumer<Throwable> failure, Sequencer.Alerts alerts) {
        this.limits = limits;
        refusals = new RareAlerts(alerts);
        listening = new RareAlerts(alerts);
        this.failure = failure;
        batchEnd = () -> guarded(this::endBatch);
        epoll = Epoll.isAvailable();
        IoHandlerFactory io = epoll ? EpollIoHandler.newFactory() : NioIoHandler.newFactory();
        coreGroup = new MultiThreadIoEventLoopGroup(1, new DefaultThreadFactory("core"), io);
        acceptGroup = new MultiThreadIoEventLoopGroup(1, new DefaultThreadFactory("accept"), io);
        core = coreGroup.next();
        EventLoop accept = acceptGroup.next();
        tls = new TlsContexts(accept, alerts, System::currentTimeMillis);
        dialer = new Dialer(core, accept, epoll, Listeners.READ_BUFFER, channels::add, this);
        listeners = new Listeners(acceptGroup, epoll, tls, listening, channels::add, this);
    }

    // ---- life

    /** Runs a task on the core thread; a failure of it stops the engine. */
    void execute(Runnable task) {
        core.execute(() -> guarded(task));
    }

    /** Runs a task on the core thread, and then what must follow even where the engine has stopped. */
    void execute(Runnable task, Runnable after) {
        core.execute(() -> {
            try {
                guarded(task);
            } finally {
                after.run();
            }
        });
    }

    private void guarded(Runnable task) {
        if (failed) {
            return;
        }
        try {
            task.run();
        } catch (RuntimeException | Error e) {
            fail(e);
        }
    }

    /** A broken invariant or a failed journal: nothing more is sent. */
    void fail(Throwable cause) {
        if (!failed) {
            failed = true;
            failure.accept(cause);
        }
    }

    void attach(Sequencer newSequencer) {
        sequencer = newSequencer;
    }

    /** A session whose connection is being opened, under the settings of that moment. */
    private record Dial(FixSession session, SessionSettings settings) {}

    /** Sessions with their sockets bound, which nobody knows of yet. */
    record Prepared(List<SessionSettings> sessions, Listeners.Change listeners) {}

    /**
     * Binds what other sessions need beside what is bound. Reads files, waits for names and sockets: not on a loop's thread.
     *
     * @throws IllegalStateException if an address cannot be listened on; then nothing has changed
     */
    Prepared prepare(List<SessionSettings> next) throws InterruptedException {
        SessionDirectory directory = new SessionDirectory(next);
        next.stream()
                .filter(session -> !session.connection().endpoints().isEmpty())
                .forEach(tls::add);
        directory.checkPasswords(refusals);
        Strangers met = strangers == null ? new Strangers(limits, next.size()) : strangers;
        return new Prepared(next, listeners.prepare(new LogonGuard.Entrance(directory, limits, met, passwords)));
    }

    /** Goes on with sessions that were prepared: each keeps its number, some may be new at the end. */
    void follow(Prepared prepared) {
        List<SessionSettings> next = prepared.sessions();
        sessions = next;
        filled = new boolean[next.size()];
        for (int i = 0; i < filled.length; i++) {
            filled[i] = LogonSecrets.has(next.get(i));
        }
        bySession = Arrays.copyOf(bySession, next.size());
        nextHost = Arrays.copyOf(nextHost, next.size());
        dials = Arrays.copyOf(dials, next.size());
        strangers = prepared.listeners().entrance().strangers();
        listeners.follow(prepared.listeners());
    }

    /** Lets go of what was prepared and is not wanted. */
    void abandon(Prepared prepared) {
        listeners.abandon(prepared.listeners());
    }

    /** Runs a task that may wait for names or sockets; one after the other. */
    void prepareLater(Runnable task) {
        resolver.execute(task);
    }

    private void deskFailed(Throwable cause) {
        if (!closed) {
            execute(() -> fail(cause));
        }
    }

    /** Lets connections in, once the sequencer is attached and a process has begun. */
    void accept() {
        listeners.accept();
    }

    /** The addresses that are listened on, with the port that the system chose where 0 was asked for. */
    List<InetSocketAddress> addresses() {
        return listeners.addresses();
    }

    void close() {
        listeners.close();
        closed = true;
        tls.close();
        passwords.close();
        channels.close().awaitUninterruptibly(2, TimeUnit.SECONDS);
        acceptGroup.shutdownGracefully(0, 2, TimeUnit.SECONDS).syncUninterruptibly();
        coreGroup.shutdownGracefully(0, 2, TimeUnit.SECONDS).syncUninterruptibly();
        // Last, as the core may ask for a name until it ends.
        resolver.shutdownNow();
    }

    private Sequencer sequencer() {
        if (sequencer == null) {
            throw new IllegalStateException("no sequencer is attached");
        }
        return sequencer;
    }

    // ---- connections

    /** Moves a connection that has named its session to the core thread. */
    @Override
    public void named(ChannelHandlerContext context, int session, LogonGuard guard) {
        Channel channel = context.channel();
        channel.deregister()
                .addListener(deregistered -> core.register(channel).addListener(registered -> {
                    if (registered.isSuccess()) {
                        guarded(() -> adopt(channel, session, guard));
                    } else {
                        channel.close();
                    }
                }));
    }

    @Override
    public void refused(String reason) {
        refusals.alert(reason);
    }

    /** A session has answered a Logon. */
    void loggedOn(int session) {
        Strangers at = strangers;
        if (at != null && !closed) {
            acceptGroup.execute(() -> at.loggedOn(session));
        }
    }

    private void adopt(Channel channel, int session, LogonGuard guard) {
        if (!channel.isActive()) {
            return;
        }
        if (bySession[session] != null) {
            // No message: it would take a number of the live session (FIX 4.4 volume 2, session test case 1S).
            refused(channel.remoteAddress() + " was refused: "
                    + sessions.get(session).ids() + " is connected already");
            channel.close();
            return;
        }
        channel.config()
                .setOption(
                        ChannelOption.TCP_NODELAY,
                        sessions.get(session).connection().tcpNoDelay());
        channel.pipeline().remove(guard);
        begin(channel, session, guard.read(), guard.user(), guard.certificate());
    }

    /** A connection of a session on the core thread: the core hears of it, and of what was read from it before. */
    private void begin(Channel channel, int session, byte[] early, String user, String certificate) {
        Connection connection =
                new Connection(this, channel, nextConnection++, session, sessions.get(session), certificate);
        channel.pipeline().addLast(connection);
        connections.put(connection.id(), connection);
        bySession[session] = connection;
        String remote = channel.remoteAddress() + (user.isEmpty() ? "" : " as " + user);
        sequencer().connected(session, connection.id(), certificate.isEmpty() ? remote : remote + " " + certificate);
        connection.take(early);
        channel.config().setAutoRead(true);
        endBatchSoon();
    }

    @Override
    public void connect(FixSession session) {
        SessionSettings settings = session.settings();
        List<Endpoint> hosts = settings.connection().endpoints();
        Endpoint host = hosts.get(nextHost[session.index()]++ % hosts.size());
        // Not on the core thread, which must not wait for a name server.
        resolver.execute(() -> {
            InetSocketAddress address = new InetSocketAddress(host.host(), host.port());
            if (!core.isShuttingDown()) {
                execute(() -> dial(session, settings, host, address));
            }
        });
    }

    private void dial(FixSession session, SessionSettings settings, Endpoint host, InetSocketAddress address) {
        if (!closed) {
            dials[session.index()] = new Dial(session, settings);
            dialer.dial(session.index(), settings, host, address, tls.of(settings));
        }
    }

    @Override
    @SuppressWarnings("ReferenceEquality") // A session that was changed has other settings, be they the same again.
    public void opened(int session, Channel channel, byte[] early, String certificate) {
        Dial dial = dials[session];
        if (dial != null && dial.session().settings() != dial.settings()) {
            // The next attempt goes where the new settings say.
            channel.close();
            notOpened(session, "the session's settings have changed");
            return;
        }
        guarded(() -> begin(channel, session, early, "", certificate));
    }

    @Override
    public void notOpened(int session, String reason) {
        guarded(() -> sequencer().disconnected(session, FixSession.NONE, reason));
        endBatchSoon();
    }

    /** The certificate of a session's counterparty, or nothing while there is none. On the core thread. */
    String certificate(int session) {
        Connection connection = session < bySession.length ? bySession[session] : null;
        return connection == null ? "" : connection.certificate();
    }

    /** Looks at the files of keys and certificates now; reads them on the thread that calls. */
    void reloadCertificates() {
        tls.look();
    }

    /** The certificates in use. */
    List<CertificateStatus> certificates() {
        return tls.certificates();
    }

    /** The address of a session's counterparty, or nothing while there is none. On the core thread. */
    String remote(int session) {
        Connection connection = session < bySession.length ? bySession[session] : null;
        return connection == null ? "" : connection.remote();
    }

    void received(Connection connection, byte[] bytes, int start, int end) {
        if (!failed) {
            sequencer().received(connection.session(), connection.id(), bytes, start, end);
        }
    }

    /** Bytes are being read: what they cause is timed from here. */
    void reading() {
        readAt = System.nanoTime();
    }

    /** When the bytes were read that are being worked on; 0 for what timers and people cause. */
    long readAt() {
        return readAt;
    }

    /** From the reading of bytes to the handing of what they caused to the kernel, on connections that we opened. */
    Durations forwarding() {
        return forwarding;
    }

    /** The same on connections that we accepted. */
    Durations answering() {
        return answering;
    }

    void garbled() {
        garbled.incrementAndGet();
    }

    /** Messages ignored because their frame or CheckSum is wrong. */
    long garbledCount() {
        return garbled.get();
    }

    void lost(Connection connection, String reason, boolean asked) {
        boolean known = forget(connection);
        if (known && !asked && !failed) {
            guarded(() -> sequencer().disconnected(connection.session(), connection.id(), reason));
            endBatchSoon();
        }
    }

    boolean forget(Connection connection) {
        if (bySession[connection.session()] == connection) {
            bySession[connection.session()] = null;
        }
        boolean known = connections.remove(connection.id()) != null;
        if (connections.isEmpty() && drained != null) {
            drained.run();
        }
        return known;
    }

    /** Lets nobody in any more, logs the sessions out, and says when no connection is left. */
    void drain(Runnable done) {
        listeners.stop();
        Runnable task = () -> {
            drained = done;
            sequencer().drained();
            endBatchSoon();
        };
        execute(task, () -> {
            if (failed || connections.isEmpty()) {
                done.run();
            }
        });
    }

    // ---- what the sequencer asks

    @Override
    public void send(FixSession session, byte[] bytes, int start, int end, long position) {
        Connection connection = bySession[session.index()];
        if (connection != null && connection.id() == session.connection()) {
            if (filled[session.index()] && LogonSecrets.isLogon(bytes, start, end)) {
                FixWriter logon = secrets.fill(session.settings(), bytes, start, end);
                connection.send(logon.buffer(), logon.start(), logon.limit(), position, session.epoch());
            } else {
                connection.send(bytes, start, end, position, session.epoch());
            }
        }
    }

    @Override
    public void resend(FixSession session, ResendStream stream, long position) {
        Connection connection = bySession[session.index()];
        if (connection != null && connection.id() == session.connection()) {
            connection.resend(stream, position);
        } else {
            stream.close();
        }
    }

    /** A resend has been handed to the kernel whole: the core hears of it behind this batch. */
    void streamed(ResendStream stream) {
        execute(() -> {
            sequencer().streamed(stream.session(), stream.number());
            endBatchSoon();
        });
    }

    @Override
    public void disconnect(long connection, String reason) {
        Connection closing = connections.get(connection);
        if (closing != null) {
            if (bySession[closing.session()] == closing) {
                bySession[closing.session()] = null;
            }
            closing.close();
        }
    }

    void dirty(Connection connection) {
        dirty.add(connection);
    }

    FixWriter resendWriter() {
        return resendWriter;
    }

    LogonSecrets secrets() {
        return secrets;
    }

    int maxMessageBytes() {
        return sequencer().maxMessageBytes();
    }

    @Override
    public void flush(long durablePosition) {
        if (dirty.isEmpty() || failed) {
            return;
        }
        flushing.addAll(dirty);
        dirty.clear();
        for (int i = 0; i < flushing.size(); i++) {
            flushing.get(i).flush(durablePosition);
        }
        flushing.clear();
    }

    @Override
    public void sweep(Withheld withheld) {
        // Those that are being closed, too: what is queued on them is still to leave.
        for (Connection connection : connections.values()) {
            SessionSettings settings = sessions.get(connection.session());
            if (settings.initiator() && !connection.outbound().isEmpty()) {
                SessionHeader header = new SessionHeader(settings);
                connection.outbound().rewrite((bytes, from, to, epoch) -> {
                    if (!isOrder(bytes, from, to)) {
                        return null;
                    }
                    long number = swept.unsigned(swept.find(Tags.MSG_SEQ_NUM));
                    withheld.withheld(connection.session(), SentNumber.of(epoch, number));
                    return gapInPlace(header, number);
                });
            }
        }
    }

    private boolean isOrder(byte[] bytes, int from, int to) {
        FixParser.parse(bytes, from, to, swept);
        return swept.msgType() == MsgTypes.NEW_ORDER_SINGLE || swept.msgType() == MsgTypes.ORDER_CANCEL_REPLACE_REQUEST;
    }

    private FixWriter gapInPlace(SessionHeader header, long number) {
        header.write(resendWriter, MsgTypes.SEQUENCE_RESET, number, swept.timestamp(swept.find(Tags.SENDING_TIME)));
        int processed = swept.find(Tags.LAST_MSG_SEQ_NUM_PROCESSED);
        if (processed >= 0) {
            resendWriter.copy(swept, processed);
        }
        return resendWriter
                .flag(Tags.GAP_FILL_FLAG, true)
                .number(Tags.NEW_SEQ_NO, number + 1)
                .end();
    }

    // ---- batches and timers

    /** Ends the batch when this turn of the loop has read all that is ready: one write for many messages. */
    void endBatchSoon() {
        if (!batchEndComes) {
            batchEndComes = true;
            core.execute(batchEnd);
        }
    }

    private void endBatch() {
        batchEndComes = false;
        readAt = 0;
        Sequencer current = sequencer();
        current.wake();
        current.endBatch();
        arm(current.untilDeadline());
    }

    private void arm(long nanos) {
        if (nanos == Long.MAX_VALUE) {
            return;
        }
        long at = System.nanoTime() + Math.max(nanos, 0);
        if (armedUntil != Long.MAX_VALUE && at - armedUntil >= 0) {
            return;
        }
        armedUntil = at;
        core.schedule(
                () -> guarded(() -> {
                    if (armedUntil == at) {
                        armedUntil = Long.MAX_VALUE;
                    }
                    endBatch();
                }),
                Math.max(nanos, 0),
                TimeUnit.NANOSECONDS);
    }
}
