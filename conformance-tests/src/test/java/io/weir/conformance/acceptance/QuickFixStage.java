package io.weir.conformance.acceptance;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import quickfix.ApplicationAdapter;
import quickfix.ConfigError;
import quickfix.DefaultMessageFactory;
import quickfix.FieldNotFound;
import quickfix.LogFactory;
import quickfix.MemoryStoreFactory;
import quickfix.Message;
import quickfix.ScreenLogFactory;
import quickfix.Session;
import quickfix.SessionID;
import quickfix.SessionNotFound;
import quickfix.SessionSettings;
import quickfix.SocketAcceptor;
import quickfix.UnsupportedMessageType;
import quickfix.field.MsgType;

/**
 * An acceptor of QuickFIX/J that echoes as ours does, with the settings of one script: what it does is how QuickFIX/J reads
 * them. In real time, so lines about time are not for it.
 */
final class QuickFixStage implements Stage {
    private static final SessionID ID = new SessionID("FIX.4.4", "WEIR", "PEER");
    private static final long MESSAGE_MILLIS = 3_000;
    private static final long DISCONNECT_MILLIS = 5_000;
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Set<Step.Action> PLAYED = Set.of(
            Step.Action.CONNECT,
            Step.Action.SEND,
            Step.Action.EXPECT,
            Step.Action.AWAIT_DISCONNECT,
            Step.Action.DISCONNECT,
            Step.Action.SILENCE);

    private final SocketAcceptor acceptor;
    private final InetSocketAddress address;
    private final Map<Integer, Client> clients = new TreeMap<>();

    QuickFixStage(Definition script) throws ConfigError, IOException {
        int port = freePort();
        SessionSettings settings = new SessionSettings();
        settings.setString("ConnectionType", "acceptor");
        settings.setString("SocketAcceptAddress", "127.0.0.1");
        settings.setString("SocketAcceptPort", Integer.toString(port));
        settings.setString(ID, "BeginString", "FIX.4.4");
        settings.setString(ID, "NonStopSession", "Y");
        // Said, not left to the default: QuickFIX/J shares a dictionary, flags and all, among the sessions of a
        // process.
        for (String key : List.of(
                "ValidateUserDefinedFields",
                "ValidateFieldsOutOfOrder",
                "ValidateFieldsHaveValues",
                "ValidateUnorderedGroupFields")) {
            settings.setString(ID, key, "Y");
        }
        settings.setString(ID, "AllowUnknownMsgFields", "N");
        script.settings().forEach((key, value) -> settings.setString(ID, key, value));
        LogFactory log = new ScreenLogFactory(false, false, false);
        acceptor = new SocketAcceptor(new Echo(), new MemoryStoreFactory(), settings, log, new DefaultMessageFactory());
        acceptor.start();
        address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    }

    private static int freePort() throws IOException {
        try (java.net.ServerSocket socket = new java.net.ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /** Whether a script can be played here: QuickFIX/J listens, and nothing in it is about time or ours alone. */
    static boolean plays(Definition script) {
        return script.start().isEmpty()
                && script.settings().keySet().stream()
                        .noneMatch(key -> key.startsWith("Weir") || key.equals("ConnectionType"))
                && script.steps().stream().allMatch(step -> PLAYED.contains(step.action()));
    }

    /** Sends an order back as it came. */
    private static final class Echo extends ApplicationAdapter {
        @Override
        public void fromApp(Message message, SessionID id) throws FieldNotFound, UnsupportedMessageType {
            if (!message.getHeader().getString(MsgType.FIELD).equals(MsgType.ORDER_SINGLE)) {
                throw new UnsupportedMessageType();
            }
            try {
                Session.sendToTarget((Message) message.clone(), id);
            } catch (SessionNotFound e) {
                throw new IllegalStateException(e);
            }
        }
    }

    @Override
    public void connect(int client) throws IOException {
        clients.put(client, new Client(address));
    }

    @Override
    public void send(int client, String line) throws IOException {
        client(client).send(OutgoingMessage.of(line, Instant.now(), OutgoingMessage.REAL_OFFSET_MILLIS));
    }

    @Override
    public String expect(int client, String line) throws IOException {
        String actual = client(client).receive(MESSAGE_MILLIS);
        if (actual == null) {
            return "nothing came";
        }
        return ExpectedMessage.difference(line, actual);
    }

    @Override
    public String awaitDisconnect(int client) throws IOException {
        Client closed = client(client);
        String more = closed.receive(DISCONNECT_MILLIS);
        if (more != null) {
            return "not expected: " + more.replace('\u0001', '|');
        }
        if (!closed.ends(DISCONNECT_MILLIS)) {
            return "the connection is still open";
        }
        awaitEnd();
        return "";
    }

    @Override
    public String play(Step step) throws IOException {
        if (step.action() == Step.Action.DISCONNECT) {
            client(step.client()).close();
            awaitEnd();
        }
        return "";
    }

    /** It has noticed that the connection is gone, and has let go of its state, so that the next one is not a second one. */
    private static void awaitEnd() throws IOException {
        Session session = Session.lookupSession(ID);
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (session != null && (session.hasResponder() || isInSession(session))) {
            if (System.nanoTime() > deadline) {
                throw new IOException("QuickFIX/J does not notice that the connection is gone");
            }
            Thread.onSpinWait();
        }
    }

    /** QuickFIX/J gives its connection up first, and what it knew of the other side after that. */
    private static boolean isInSession(Session session) {
        return session.isLogonReceived()
                || session.isLogonSent()
                || session.isLogoutReceived()
                || session.isLogoutSent();
    }

    private Client client(int number) throws IOException {
        @Nullable Client client = clients.get(number);
        if (client == null) {
            throw new IOException("client " + number + " is not connected");
        }
        return client;
    }

    @Override
    public void close() throws IOException {
        for (Client client : clients.values()) {
            client.close();
        }
        acceptor.stop(true);
    }
}
