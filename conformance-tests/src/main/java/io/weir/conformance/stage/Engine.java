package io.weir.conformance.stage;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import quickfix.Application;
import quickfix.ConfigError;
import quickfix.DefaultMessageFactory;
import quickfix.FileStoreFactory;
import quickfix.Message;
import quickfix.RuntimeError;
import quickfix.Session;
import quickfix.SessionID;
import quickfix.SessionSettings;
import quickfix.SocketAcceptor;
import quickfix.SocketInitiator;
import quickfix.mina.SessionConnector;

/**
 * An unmodified QuickFIX/J engine with one session and a FileStore, which records what it gets.
 *
 * <p>It can be stopped and started again on its files, as a process would.
 */
public abstract class Engine implements AutoCloseable {
    private final SessionID sessionId;
    private final boolean initiator;
    private int port;
    private final Path directory;
    private final List<Wire> complaints = new CopyOnWriteArrayList<>();
    private final List<Wire> heartbeats = new CopyOnWriteArrayList<>();
    private final List<Wire> administrative = new CopyOnWriteArrayList<>();
    private final AtomicInteger logons = new AtomicInteger();
    private final AtomicInteger fences = new AtomicInteger();
    private @Nullable SessionConnector connector;

    /**
     * An engine with a session between two CompIDs.
     *
     * @param initiator whether it connects to the port, or listens there
     * @param directory its files are in a folder of this one, named by its CompID
     */
    protected Engine(String senderCompId, String targetCompId, boolean initiator, int port, Path directory) {
        this.sessionId = new SessionID("FIX.4.4", senderCompId, targetCompId);
        this.initiator = initiator;
        this.port = port;
        this.directory = directory.resolve(senderCompId);
    }

    /** An application message has come; on the engine's thread. */
    protected abstract void received(Wire message);

    /** Opens its socket. */
    public void start() {
        try {
            SessionSettings settings = settings();
            FileStoreFactory store = new FileStoreFactory(settings);
            DefaultMessageFactory messages = new DefaultMessageFactory();
            RecordingLogs logs = new RecordingLogs(complaints);
            SessionConnector started = initiator
                    ? new SocketInitiator(new Ear(), store, settings, logs, messages)
                    : new SocketAcceptor(new Ear(), store, settings, logs, messages);
            connector = started;
            started.start();
        } catch (ConfigError | RuntimeError e) {
            throw new IllegalStateException(e);
        }
    }

    private SessionSettings settings() {
        SessionSettings settings = new SessionSettings();
        settings.setString(sessionId, "ConnectionType", initiator ? "initiator" : "acceptor");
        settings.setString(sessionId, initiator ? "SocketConnectHost" : "SocketAcceptAddress", "127.0.0.1");
        settings.setLong(sessionId, initiator ? "SocketConnectPort" : "SocketAcceptPort", port);
        settings.setString(sessionId, "HeartBtInt", "30");
        settings.setString(sessionId, "ReconnectInterval", "1");
        settings.setString(sessionId, "NonStopSession", "Y");
        settings.setString(sessionId, "FileStorePath", directory.toString());
        settings.setString(sessionId, "UseDataDictionary", "Y");
        settings.setString(sessionId, "DataDictionary", "FIX44.xml");
        settings.setString(sessionId, "ValidateUserDefinedFields", "N");
        settings.setString(sessionId, "LogoutTimeout", "2");
        // The gateway's clock may be some days ahead.
        settings.setString(sessionId, "MaxLatency", "1000000");
        return settings;
    }

    /** Is to be found at another port from its next start on. */
    public void moveTo(int otherPort) {
        port = otherPort;
    }

    /** Loses its store, as a disk that dies: its numbers begin again at 1. Only while it is stopped. */
    public void loseStore() {
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Closes its socket without a word and stays, as a line that breaks; an initiator soon connects again. */
    public void disconnect() {
        try {
            session().disconnect("disconnected by the test", false);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Closes its socket without a word and stops, as a process that dies. */
    public void drop() {
        disconnect();
        close();
    }

    @Override
    public void close() {
        if (connector != null) {
            connector.stop(true);
        }
    }

    private Session session() {
        Session session = Session.lookupSession(sessionId);
        if (session == null) {
            throw new IllegalStateException(sessionId + " is not started");
        }
        return session;
    }

    /** Sends a message, or keeps it for the resend while nobody is there. */
    public void send(Message message) {
        session().send(message);
    }

    /** Waits for the session to be logged on; the engine looks at its session each second, and here as well. */
    public void awaitLogon() {
        awaitLogon(Waiting.PATIENCE);
    }

    /** The same, with another patience. */
    public void awaitLogon(Duration patience) {
        Waiting.until(patience, () -> "the logon of " + sessionId, () -> {
            look();
            return isLoggedOn();
        });
    }

    private void look() {
        Session session = Session.lookupSession(sessionId);
        if (session != null && initiator && session.hasResponder() && !session.isLoggedOn()) {
            try {
                session.next();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** Whether the session is logged on. */
    public boolean isLoggedOn() {
        Session session = Session.lookupSession(sessionId);
        return session != null && session.isLoggedOn();
    }

    /** How often it was logged on. */
    public int logons() {
        return logons.get();
    }

    /** The number that its next message gets. */
    public int nextOut() {
        return session().getExpectedSenderNum();
    }

    /** The number that it expects. */
    public int nextIn() {
        return session().getExpectedTargetNum();
    }

    /** Waits until the gateway has read all that was sent, and all that it said before has come. */
    public void fence() {
        String id = "FENCE" + fences.incrementAndGet();
        session().generateTestRequest(id);
        Waiting.until(
                "the answer to " + id + " on " + sessionId,
                () -> heartbeats.stream().anyMatch(beat -> beat.get(112).equals(id)));
    }

    /** Rejects, and logouts for a reason, either way. */
    public List<Wire> complaints() {
        return new ArrayList<>(complaints);
    }

    /** Administrative messages received. */
    public List<Wire> administrative() {
        return new ArrayList<>(administrative);
    }

    /** Forgets what was complained about so far. */
    public void forgive() {
        complaints.clear();
    }

    private void admin(Wire message, boolean incoming) {
        switch (message.type()) {
            case "0" -> heartbeats.add(message);
            case "3" -> complaints.add(message);
            case "5" -> {
                if (message.has(58)) {
                    complaints.add(message);
                }
            }
            default -> {}
        }
        if (incoming && !message.type().equals("0")) {
            administrative.add(message);
        }
    }

    private final class Ear implements Application {
        @Override
        public void onCreate(SessionID session) {}

        @Override
        public void onLogon(SessionID session) {
            logons.incrementAndGet();
        }

        @Override
        public void onLogout(SessionID session) {}

        @Override
        public void toAdmin(Message message, SessionID session) {
            admin(Wire.of(message.toString()), false);
        }

        @Override
        public void fromAdmin(Message message, SessionID session) {
            admin(Wire.of(message.toString()), true);
        }

        @Override
        public void toApp(Message message, SessionID session) {}

        @Override
        public void fromApp(Message message, SessionID session) {
            received(Wire.of(message.toString()));
        }
    }
}
