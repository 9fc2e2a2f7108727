package io.weir.bench;

import io.weir.fix.codec.Ascii;
import io.weir.fix.codec.FixMessage;
import io.weir.fix.codec.FixParser;
import io.weir.fix.codec.FixWriter;
import io.weir.fix.codec.MsgTypes;
import io.weir.fix.codec.Tags;
import io.weir.fix.dictionary.Dictionary;
import io.weir.fix.settings.Durability;
import io.weir.fix.settings.GatewaySettings;
import io.weir.fix.settings.SessionSettings;
import io.weir.fix.settings.Settings;
import io.weir.gateway.core.GatewayCore;
import io.weir.sessions.journal.Journal;
import io.weir.sessions.journal.JournalListener;
import io.weir.sessions.journal.JournalSettings;
import io.weir.sessions.protocol.FixSession;
import io.weir.sessions.protocol.SessionHeader;
import io.weir.sessions.sequencer.Clock;
import io.weir.sessions.sequencer.Edge;
import io.weir.sessions.sequencer.ResendStream;
import io.weir.sessions.sequencer.Sequencer;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The whole order path without its sockets: a client's order in, the child out, the broker's fill in, the report out, with
 * session checks, dictionary, journal and risk. Prints processor time and bytes allocated for each order.
 *
 * <p>{@code OrderPath [ORDERS] [ROUNDS]}
 */
public final class OrderPath implements Edge {
    private static final int CLIENT = 0;
    private static final long CLIENT_CONNECTION = 1;
    private static final long BROKER_CONNECTION = 2;

    private final Journal journal;
    private final Sequencer sequencer;
    private final SessionHeader client;
    private final SessionHeader broker;
    private final int brokerIndex;
    private final FixWriter writer = new FixWriter(1024);
    private final FixMessage message = new FixMessage();
    private final byte[] id = new byte[16];
    private long clientNumber = 1;
    private long brokerNumber = 1;
    private long orders;
    private long reports;
    private int childLength;

    /** An order path that goes on in the journal beneath this directory. */
    OrderPath(Path directory, GatewaySettings settings) {
        journal = open(directory);
        sequencer = new Sequencer(
                journal,
                Clock.system(),
                text -> System.err.println("ALERT " + text),
                false,
                outlet -> new GatewayCore(content -> settings, Dictionary.load(), outlet));
        brokerIndex = settings.sessions().size() - 1;
        client = counterparty(settings.sessions().get(CLIENT));
        broker = counterparty(settings.sessions().get(brokerIndex));
    }

    private static Journal open(Path directory) {
        return Journal.open(
                new JournalSettings(
                        directory.resolve("journal"),
                        JournalSettings.DEFAULT_SEGMENT_BYTES,
                        Durability.NONE,
                        8,
                        JournalSettings.DEFAULT_MAX_SYNC_NANOS,
                        0),
                JournalListener.ofFailure(cause -> {
                    cause.printStackTrace();
                    Runtime.getRuntime().halt(1);
                }));
    }

    Journal journal() {
        return journal;
    }

    Sequencer sequencer() {
        return sequencer;
    }

    /** The header that the other side of a session writes. */
    private static SessionHeader counterparty(SessionSettings ours) {
        String theirName = ours.targetCompId();
        String ourName = ours.senderCompId();
        SessionSettings.CompIds ids = SessionSettings.CompIds.of(theirName, ourName);
        return new SessionHeader(new SessionSettings(
                ids,
                ours.connection(),
                ours.timing(),
                ours.resets(),
                ours.resending(),
                ours.protocol(),
                ours.schedule(),
                ours.validation(),
                null,
                ours.credentials(),
                null,
                ours.cancelOnDisconnect()));
    }

    /** Runs it. */
    public static void main(String[] arguments) throws Exception {
        int count = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 500_000;
        int rounds = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 5;
        Path directory = Files.createTempDirectory("weir-order-path");
        Relay.write(directory, "1", "2", "none");
        OrderPath path = new OrderPath(directory, Settings.load(directory));
        path.begin();
        for (int round = 1; round <= rounds; round++) {
            path.run(round, count);
        }
        System.exit(0);
    }

    /** Both sides log on. */
    void begin() {
        sequencer.reference("benchmark".getBytes(StandardCharsets.UTF_8));
        sequencer.attach(this);
        sequencer.started("benchmark");
        sequencer.connected(CLIENT, CLIENT_CONNECTION, "");
        logon(client, CLIENT, CLIENT_CONNECTION, clientNumber++);
        sequencer.connected(brokerIndex, BROKER_CONNECTION, "");
        logon(broker, brokerIndex, BROKER_CONNECTION, brokerNumber++);
        sequencer.endBatch();
    }

    private void logon(SessionHeader from, int session, long connection, long number) {
        from.write(writer, MsgTypes.LOGON, number, Clock.system().utcNanos());
        writer.number(Tags.ENCRYPT_METHOD, 0).number(Tags.HEART_BT_INT, 0).flag(Tags.RESET_SEQ_NUM_FLAG, true);
        deliver(session, connection);
    }

    private void deliver(int session, long connection) {
        writer.end();
        sequencer.received(session, connection, writer.buffer(), writer.start(), writer.limit());
    }

    private void run(int round, int count) {
        com.sun.management.ThreadMXBean threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        long self = Thread.currentThread().getId();
        long allocated = threads.getThreadAllocatedBytes(self);
        long cpu = threads.getCurrentThreadCpuTime();
        long wall = System.nanoTime();
        long before = reports;
        trade(count);
        double n = count;
        System.out.printf(
                "round %d: %.0f ns processor time an order, %.0f ns wall, %.1f bytes allocated, %d reports%n",
                round,
                (threads.getCurrentThreadCpuTime() - cpu) / n,
                (System.nanoTime() - wall) / n,
                (threads.getThreadAllocatedBytes(self) - allocated) / n,
                reports - before);
    }

    /** So many orders of the client, each filled at once. */
    void trade(int count) {
        for (int i = 0; i < count; i++) {
            order();
            fill();
            if ((i & 31) == 31) {
                sequencer.endBatch();
            }
        }
    }

    private void order() {
        long now = Clock.system().utcNanos();
        client.write(writer, MsgTypes.NEW_ORDER_SINGLE, clientNumber++, now);
        id[0] = 'C';
        Ascii.writePadded(id, 1, ++orders, 12);
        writer.bytes(Tags.CL_ORD_ID, id, 0, 13)
                .text(Tags.ACCOUNT, "ACC1")
                .number(Tags.HANDL_INST, 1)
                .text(Tags.SYMBOL, "AAPL")
                .number(Tags.SIDE, 1)
                .timestamp(Tags.TRANSACT_TIME, now, 3)
                .number(Tags.ORDER_QTY, 100)
                .number(Tags.ORD_TYPE, 2)
                .text(Tags.PRICE, "150.25")
                .number(Tags.TIME_IN_FORCE, 0);
        deliver(CLIENT, CLIENT_CONNECTION);
    }

    private void fill() {
        long now = Clock.system().utcNanos();
        broker.write(writer, MsgTypes.EXECUTION_REPORT, brokerNumber++, now);
        writer.bytes(Tags.CL_ORD_ID, id, 0, childLength)
                .number(Tags.ORDER_ID, orders)
                .number(Tags.EXEC_ID, orders)
                .text(Tags.EXEC_TYPE, "F")
                .number(Tags.ORD_STATUS, 2)
                .text(Tags.SYMBOL, "AAPL")
                .number(Tags.SIDE, 1)
                .number(Tags.ORDER_QTY, 100)
                .text(Tags.PRICE, "150.25")
                .number(Tags.LEAVES_QTY, 0)
                .number(Tags.LAST_QTY, 100)
                .text(Tags.LAST_PX, "150.25")
                .number(Tags.CUM_QTY, 100)
                .text(Tags.AVG_PX, "150.25")
                .timestamp(Tags.TRANSACT_TIME, now, 3);
        deliver(brokerIndex, BROKER_CONNECTION);
    }

    @Override
    public void send(FixSession session, byte[] bytes, int start, int end, long position) {
        if (session.index() == brokerIndex) {
            FixParser.parse(bytes, start, end, message);
            int field = message.find(Tags.CL_ORD_ID);
            if (field >= 0) {
                childLength = message.valueLength(field);
                System.arraycopy(bytes, message.valueStart(field), id, 0, childLength);
            }
        } else {
            reports++;
        }
    }

    @Override
    public void resend(FixSession session, ResendStream stream, long position) {
        stream.close();
    }

    @Override
    public void connect(FixSession session) {}

    @Override
    public void disconnect(long connection, String reason) {
        throw new IllegalStateException("disconnected: " + reason);
    }

    @Override
    public void flush(long durablePosition) {}

    @Override
    public void sweep(Withheld withheld) {}
}
