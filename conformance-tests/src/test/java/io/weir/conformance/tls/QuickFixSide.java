package io.weir.conformance.tls;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import quickfix.ApplicationAdapter;
import quickfix.ConfigError;
import quickfix.DefaultMessageFactory;
import quickfix.FieldNotFound;
import quickfix.FileStoreFactory;
import quickfix.Log;
import quickfix.Message;
import quickfix.Session;
import quickfix.SessionID;
import quickfix.SessionSettings;
import quickfix.SocketAcceptor;
import quickfix.SocketInitiator;
import quickfix.field.ClOrdID;
import quickfix.field.MsgSeqNum;
import quickfix.field.OrdType;
import quickfix.field.Side;
import quickfix.field.Symbol;
import quickfix.field.TransactTime;
import quickfix.fix44.NewOrderSingle;
import quickfix.mina.SessionConnector;

/** An unmodified QuickFIX/J, TW, with a FileStore: it sends numbered orders and keeps what comes back. */
final class QuickFixSide implements AutoCloseable {
    /** An order that came: its number in the session and its ClOrdID. */
    record Echo(int number, String clOrdId) {}

    private static final SessionID ID = new SessionID("FIX.4.4", "TW", "ISLD");

    private final SessionSettings settings = new SessionSettings();
    private final boolean initiator;
    private final List<Echo> echoes = new CopyOnWriteArrayList<>();
    private final AtomicInteger received = new AtomicInteger();
    private final AtomicInteger logons = new AtomicInteger();
    private final AtomicReference<SessionConnector> connector = new AtomicReference<>();

    QuickFixSide(Path directory, boolean initiator, int port, List<String> keys) {
        this.initiator = initiator;
        settings.setString(ID, "ConnectionType", initiator ? "initiator" : "acceptor");
        settings.setString(ID, initiator ? "SocketConnectHost" : "SocketAcceptAddress", "127.0.0.1");
        settings.setLong(ID, initiator ? "SocketConnectPort" : "SocketAcceptPort", port);
        settings.setString(ID, "HeartBtInt", "30");
        settings.setString(ID, "ReconnectInterval", "1");
        settings.setString(ID, "NonStopSession", "Y");
        settings.setString(ID, "UseDataDictionary", "N");
        settings.setString(ID, "FileStorePath", directory.resolve("quickfix").toString());
        for (String key : keys) {
            int equals = key.indexOf('=');
            settings.setString(ID, key.substring(0, equals), key.substring(equals + 1));
        }
    }

    void start() throws ConfigError {
        FileStoreFactory store = new FileStoreFactory(settings);
        DefaultMessageFactory messages = new DefaultMessageFactory();
        SessionConnector next = initiator
                ? new SocketInitiator(new Ear(), store, settings, session -> new Silence(), messages)
                : new SocketAcceptor(new Ear(), store, settings, session -> new Silence(), messages);
        connector.set(next);
        next.start();
    }

    /** Stops without a word, as a process that dies. */
    void drop() throws Exception {
        session().disconnect("dropped by the test", false);
        connector.get().stop(true);
    }

    /** Sends orders with these ClOrdIDs, or keeps them for the resend while nobody is there. */
    void send(int from, int to) {
        for (int i = from; i < to; i++) {
            NewOrderSingle order = new NewOrderSingle(
                    new ClOrdID("C" + i), new Side(Side.BUY), new TransactTime(), new OrdType(OrdType.MARKET));
            order.set(new Symbol("IBM"));
            session().send(order);
        }
    }

    private static Session session() {
        return Session.lookupSession(ID);
    }

    boolean isLoggedOn() {
        Session session = session();
        return session != null && session.isLoggedOn();
    }

    /** How often it was logged on. */
    int logons() {
        return logons.get();
    }

    /** How many orders came. */
    int received() {
        return received.get();
    }

    List<Echo> echoes() {
        return List.copyOf(echoes);
    }

    @Override
    public void close() {
        SessionConnector running = connector.get();
        if (running != null) {
            running.stop(true);
        }
    }

    private final class Ear extends ApplicationAdapter {
        @Override
        public void onLogon(SessionID session) {
            logons.incrementAndGet();
        }

        @Override
        public void fromApp(Message message, SessionID session) throws FieldNotFound {
            echoes.add(new Echo(message.getHeader().getInt(MsgSeqNum.FIELD), message.getString(ClOrdID.FIELD)));
            received.incrementAndGet();
        }
    }

    /** What it would log is asserted from what it gets. */
    private static final class Silence implements Log {
        @Override
        public void clear() {}

        @Override
        public void onIncoming(String message) {}

        @Override
        public void onOutgoing(String message) {}

        @Override
        public void onEvent(String text) {}

        @Override
        public void onErrorEvent(String text) {}
    }
}
