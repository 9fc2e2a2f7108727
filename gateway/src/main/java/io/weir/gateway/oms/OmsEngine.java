package io.weir.gateway.oms;

import io.weir.fix.settings.Durability;
import io.weir.fix.settings.SessionSettings;
import io.weir.fix.settings.SettingsException;
import io.weir.sessions.journal.JournalSettings;
import io.weir.sessions.netty.EdgeLimits;
import io.weir.sessions.netty.FixEngine;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** An OMS, running: its journal and its connection to a gateway. Its methods may be called from any thread. */
public final class OmsEngine implements AutoCloseable {
    private static final String BUILD = "oms";
    private static final int SEGMENT_BYTES = 4 << 20;
    private static final long ANSWER_SECONDS = 5;
    private static final long FAREWELL_MILLIS = 500;

    /**
     * What an OMS runs with.
     *
     * @param sender its own CompID
     * @param target the gateway's
     * @param account Account (1) of its orders, or nothing
     * @param data where the journal is kept, so that numbers and orders go on; null: nowhere, and numbers begin at 1
     */
    public record Plan(
            String host,
            int port,
            String sender,
            String target,
            String account,
            @Nullable Path data) {}

    /** What became of a command: the order that it is about, or why it was not sent. */
    public record Answer(int id, String refusal) {
        /** Whether it went out. */
        public boolean sent() {
            return refusal.isEmpty();
        }
    }

    private final FixEngine engine;
    private final OmsCore core;
    private final Plan plan;
    private final @Nullable Path temporary;
    private final CountDownLatch down;
    private boolean closed;

    private OmsEngine(FixEngine engine, OmsCore core, Plan plan, @Nullable Path temporary, CountDownLatch down) {
        this.engine = engine;
        this.core = core;
        this.plan = plan;
        this.temporary = temporary;
        this.down = down;
    }

    /**
     * Opens the journal and begins to connect.
     *
     * @param failure called once if the OMS stops by itself
     */
    public static OmsEngine start(Plan plan, OmsListener listener, Consumer<Throwable> failure)
            throws SettingsException, IOException, InterruptedException {
        SessionSettings settings = settings(plan);
        Path data = plan.data();
        Path temporary = data == null ? Files.createTempDirectory("weir-oms") : null;
        Path directory = data == null ? Objects.requireNonNull(temporary) : data;
        Gatekeeper heard = new Gatekeeper(listener);
        AtomicReference<@Nullable OmsCore> made = new AtomicReference<>();
        FixEngine.Plan enginePlan = new FixEngine.Plan(
                BUILD,
                new JournalSettings(
                        directory.resolve("journal"),
                        SEGMENT_BYTES,
                        Durability.NONE,
                        1,
                        JournalSettings.DEFAULT_MAX_SYNC_NANOS,
                        0),
                () -> {
                    heard.live = true;
                    return List.of(settings);
                },
                EdgeLimits.DEFAULT,
                false,
                () -> "",
                failure,
                text -> {});
        try {
            FixEngine engine = FixEngine.start(enginePlan, outlet -> {
                OmsCore core = new OmsCore(settings, outlet, heard);
                made.set(core);
                return core;
            });
            OmsCore core = made.get();
            if (core == null) {
                throw new IllegalStateException("the core was not made");
            }
            OmsEngine oms = new OmsEngine(engine, core, plan, temporary, heard.down);
            Runtime.getRuntime().addShutdownHook(new Thread(oms::close, "oms-close"));
            return oms;
        } catch (RuntimeException | InterruptedException e) {
            delete(temporary);
            throw e;
        }
    }

    private static SessionSettings settings(Plan plan) throws SettingsException {
        Map<String, String> keys = new LinkedHashMap<>();
        keys.put("ConnectionType", "initiator");
        keys.put("BeginString", "FIX.4.4");
        keys.put("SenderCompID", plan.sender());
        keys.put("TargetCompID", plan.target());
        keys.put("SocketConnectHost", plan.host());
        keys.put("SocketConnectPort", Integer.toString(plan.port()));
        keys.put("HeartBtInt", "30");
        keys.put("ReconnectInterval", "1");
        keys.put("NonStopSession", "Y");
        keys.put("AllowUnknownMsgFields", "Y");
        keys.put("ValidateUserDefinedFields", "N");
        keys.put("ResetOnLogon", plan.data() == null ? "Y" : "N");
        return SessionSettings.of(keys);
    }

    /** Sends what a command asks for. */
    public Answer submit(OmsCommand command) throws InterruptedException {
        CompletableFuture<Answer> answer = new CompletableFuture<>();
        byte[] payload = ((plan.account().isEmpty() ? "-" : plan.account()) + " " + command.text())
                .getBytes(StandardCharsets.UTF_8);
        engine.admin(
                payload,
                (done, text) -> answer.complete(
                        done ? new Answer(text.isEmpty() ? 0 : Integer.parseInt(text), "") : new Answer(0, text)));
        try {
            return answer.get(ANSWER_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            return new Answer(0, "the OMS is busy");
        } catch (java.util.concurrent.ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    /** All orders, as they are now. */
    public List<OmsOrder> orders() {
        List<OmsOrder> orders = new ArrayList<>();
        engine.onCore(() -> orders.addAll(core.book().orders()));
        return orders;
    }

    /** Logs out, then closes the connection and the journal; at the end of the process, if nobody has by then. */
    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        try {
            if (submit(new OmsCommand.Quit()).sent()) {
                down.await(FAREWELL_MILLIS, TimeUnit.MILLISECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        engine.close();
        delete(temporary);
    }

    private static void delete(@Nullable Path directory) {
        if (directory == null) {
            return;
        }
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /** Keeps what a replay repeats from the listener, and knows when the session has ended. */
    private static final class Gatekeeper implements OmsListener {
        private final OmsListener listener;
        private final CountDownLatch down = new CountDownLatch(1);
        /** Written by the thread that starts the OMS before the first live event, read by the core thread. */
        private volatile boolean live;

        Gatekeeper(OmsListener listener) {
            this.listener = listener;
        }

        @Override
        public void loggedOn() {
            if (live) {
                listener.loggedOn();
            }
        }

        @Override
        public void loggedOut(String reason) {
            if (live) {
                listener.loggedOut(reason);
                down.countDown();
            }
        }

        @Override
        public void report(OmsReport report) {
            if (live) {
                listener.report(report);
            }
        }
    }
}
