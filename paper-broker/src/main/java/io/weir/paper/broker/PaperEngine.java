package io.weir.paper.broker;

import io.weir.fix.dictionary.Dictionary;
import io.weir.fix.settings.Durability;
import io.weir.fix.settings.SessionSettings;
import io.weir.fix.settings.SettingsError;
import io.weir.fix.settings.SettingsException;
import io.weir.sessions.journal.JournalSettings;
import io.weir.sessions.netty.EdgeLimits;
import io.weir.sessions.netty.FixEngine;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** The broker, running: its journal, its sockets, its market. */
public final class PaperEngine implements AutoCloseable {
    private static final String BUILD = "paper";
    private static final int SEGMENT_BYTES = 16 << 20;
    private static final long FAREWELL_MILLIS = 500;
    private static final byte[] LOGOUT = {};

    /**
     * What a broker runs with.
     *
     * @param host the address to listen on
     * @param port the port, or 0 for a free one
     * @param sender its own CompID
     * @param targets the CompIDs of its clients
     * @param keys QuickFIX keys for all sessions, beside or in place of the broker's own choices
     * @param settings its market
     * @param directory where the journal is; another run on the same one goes on from there
     * @param failure called once when the broker has stopped by itself
     * @param alerts hears what a person should know
     */
    public record Plan(
            String host,
            int port,
            String sender,
            List<String> targets,
            Map<String, String> keys,
            PaperSettings settings,
            Path directory,
            Consumer<Throwable> failure,
            Consumer<String> alerts) {}

    private final FixEngine engine;
    private boolean closed;

    private PaperEngine(FixEngine engine) {
        this.engine = engine;
    }

    /**
     * Opens the journal and listens.
     *
     * @param live called when what happens from here on is no replay
     * @throws SettingsException if the sessions cannot be, or are others than the directory was begun with
     * @throws IOException if the directory cannot be used
     * @throws InterruptedException if the thread is interrupted while the listeners open
     */
    public static PaperEngine start(Plan plan, PaperListener listener, Runnable live)
            throws SettingsException, IOException, InterruptedException {
        List<SessionSettings> sessions = sessions(plan);
        checkSessions(plan);
        JournalSettings journal = new JournalSettings(
                plan.directory().resolve("journal"),
                SEGMENT_BYTES,
                Durability.NONE,
                1,
                JournalSettings.DEFAULT_MAX_SYNC_NANOS,
                0);
        FixEngine.Plan enginePlan = new FixEngine.Plan(
                BUILD,
                journal,
                () -> {
                    live.run();
                    return sessions;
                },
                EdgeLimits.DEFAULT,
                false,
                () -> plan.settings().text(),
                plan.failure(),
                plan.alerts()::accept);
        Dictionary dictionary = Dictionary.load();
        try {
            return new PaperEngine(
                    FixEngine.start(enginePlan, outlet -> new PaperCore(sessions, dictionary, outlet, listener)));
        } catch (Exception e) {
            // Netty throws the I/O failure of a bind without declaring it.
            if (e instanceof IOException) {
                throw new IOException("cannot listen on " + plan.host() + ":" + plan.port() + ": " + e.getMessage(), e);
            }
            throw e;
        }
    }

    private static List<SessionSettings> sessions(Plan plan) throws SettingsException {
        List<SessionSettings> sessions = new ArrayList<>();
        for (String target : plan.targets()) {
            Map<String, String> keys = new LinkedHashMap<>();
            keys.put("ConnectionType", "acceptor");
            keys.put("BeginString", "FIX.4.4");
            keys.put("SenderCompID", plan.sender());
            keys.put("TargetCompID", target);
            keys.put("SocketAcceptAddress", plan.host());
            keys.put("SocketAcceptPort", Integer.toString(plan.port()));
            keys.put("NonStopSession", "Y");
            // A broker that is there to be tried takes tags that it does not know.
            keys.put("AllowUnknownMsgFields", "Y");
            keys.put("ValidateUserDefinedFields", "N");
            keys.putAll(plan.keys());
            sessions.add(SessionSettings.of(keys));
        }
        return sessions;
    }

    /** The journal knows sessions by their place: a directory belongs to the sessions that it was begun with. */
    private static void checkSessions(Plan plan) throws SettingsException, IOException {
        Path file = plan.directory().resolve("sessions");
        String wanted = plan.sender() + " " + String.join(",", plan.targets());
        Files.createDirectories(plan.directory());
        if (!Files.exists(file)) {
            Files.writeString(file, wanted);
            return;
        }
        String there = Files.readString(file);
        if (!there.equals(wanted)) {
            throw new SettingsException(List.of(new SettingsError(
                    file.toString(), 0, "sessions", wanted, there + ", or another directory for the data")));
        }
    }

    /** Where it listens. */
    public InetSocketAddress address() {
        return engine.addresses().get(0);
    }

    /** Events that it has taken from its journal. */
    public long recovered() {
        return engine.recovered();
    }

    /** Logs everybody out, then closes the sockets and the journal. */
    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        CountDownLatch loggedOut = new CountDownLatch(1);
        engine.admin(LOGOUT, (done, text) -> loggedOut.countDown());
        try {
            if (loggedOut.await(FAREWELL_MILLIS, TimeUnit.MILLISECONDS)) {
                // The batch with the Logouts ends behind this, so that they leave before the sockets close.
                engine.onCore(() -> {});
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        engine.close();
    }
}
