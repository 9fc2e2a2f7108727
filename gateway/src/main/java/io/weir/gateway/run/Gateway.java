package io.weir.gateway.run;

import io.weir.fix.settings.GatewaySettings;
import io.weir.fix.settings.SessionSettings;
import io.weir.fix.settings.Settings;
import io.weir.fix.settings.SettingsException;
import io.weir.gateway.core.AdminCommand;
import io.weir.gateway.core.GatewayCore;
import io.weir.sessions.journal.JournalSettings;
import io.weir.sessions.netty.EdgeLimits;
import io.weir.sessions.netty.FixEngine;
import io.weir.sessions.sequencer.Clock;
import io.weir.sessions.sequencer.Sequencer;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A running gateway. Its methods may be called from any thread.
 */
public final class Gateway implements AutoCloseable {
    /** The version of the program, as the journal records it. */
    public static final String BUILD = build();

    /** The commands after which other addresses may have to be listened on. */
    private static final Set<String> CHANGES = Set.of("session-edit", "session-add", "session-remove");

    private final GatewaySettings settings;
    private final FixEngine engine;
    private final GatewayCore core;
    /** From where recovery needs the journal: all of it, until somebody knows better. */
    private final AtomicLong neededFrom;
    /** Written by the core thread when people have changed the sessions. */
    private volatile List<SessionSettings> sessions;

    private Gateway(GatewaySettings settings, FixEngine engine, GatewayCore core, AtomicLong neededFrom) {
        this.neededFrom = neededFrom;
        this.settings = settings;
        this.engine = engine;
        this.core = core;
        sessions = core.sessionSettings();
    }

    private static String build() {
        String version = Gateway.class.getPackage().getImplementationVersion();
        return version == null ? "development" : version;
    }

    /**
     * Starts the gateway that a folder describes, going on from its journal.
     *
     * @param failure called when the gateway has stopped by itself; nothing is sent any more
     * @param alerts hears what operators should know
     * @throws SettingsException with everything that is wrong in the folder
     * @throws IllegalStateException if the settings have changed in a way that open orders do not allow
     */
    public static Gateway start(Path directory, Consumer<Throwable> failure, Sequencer.Alerts alerts)
            throws SettingsException, IOException, InterruptedException {
        return start(directory, Settings.load(directory, Instant.now()), failure, alerts);
    }

    /** Starts a gateway with settings that were loaded from the folder. */
    public static Gateway start(
            Path directory, GatewaySettings settings, Consumer<Throwable> failure, Sequencer.Alerts alerts)
            throws IOException, InterruptedException {
        return start(directory, settings, Clock.system(), null, failure, alerts);
    }

    /**
     * The same by another clock than the machine's, or only to cancel.
     *
     * @param cancelOnly whose decision that is; null for a normal start
     */
    public static Gateway start(
            Path directory,
            GatewaySettings settings,
            Clock clock,
            @Nullable CancelOnly cancelOnly,
            Consumer<Throwable> failure,
            Sequencer.Alerts alerts)
            throws IOException, InterruptedException {
        Cores cores = new Cores(settings, directory);
        AtomicReference<@Nullable GatewayCore> made = new AtomicReference<>();
        JournalSettings journal = new JournalSettings(
                settings.journal().directory(),
                settings.journal().segmentBytes(),
                settings.journal().durability(),
                JournalSettings.DEFAULT_PREPARED_SEGMENTS,
                JournalSettings.DEFAULT_MAX_SYNC_NANOS,
                settings.journal().minFreeBytes());
        FixEngine.Plan plan = new FixEngine.Plan(
                BUILD,
                journal,
                () -> core(made).sessionSettings(),
                limits(settings.logons()),
                false,
                () -> changed(core(made), cores.text(), cancelOnly == null ? null : alerts),
                failure,
                alerts);
        int each = settings.journal().snapshotEvents();
        AtomicLong neededFrom = new AtomicLong();
        FixEngine.Snapshots snapshots = each == 0 ? null : new FixEngine.Snapshots(each, cores::make, neededFrom::set);
        FixEngine engine = FixEngine.start(
                plan,
                clock,
                outlet -> {
                    GatewayCore core = cores.make(outlet);
                    made.set(core);
                    return core;
                },
                snapshots,
                cancelOnly == null
                        ? null
                        : trust -> cancelOnly.payload(core(made), journal.directory(), trust, alerts));
        return new Gateway(settings, engine, core(made), neededFrom);
    }

    private static EdgeLimits limits(GatewaySettings.Logons logons) {
        return new EdgeLimits(
                logons.maxBytes(),
                logons.maxConnections(),
                logons.maxConnectionsOfAddress(),
                (int) Math.min(Integer.MAX_VALUE, logons.timeoutNanos() / 1_000_000),
                logons.perSecondOfAddress(),
                logons.failedPerSecond());
    }

    private static GatewayCore core(AtomicReference<@Nullable GatewayCore> made) {
        GatewayCore core = made.get();
        if (core == null) {
            throw new IllegalStateException("the core is not made yet");
        }
        return core;
    }

    /**
     * What the journal must hear of before the process begins: the settings, if they are not those in force.
     *
     * @param cancelOnly hears that they are not taken by a start that only cancels; null for a normal one
     */
    private static String changed(GatewayCore core, String text, Sequencer.@Nullable Alerts cancelOnly) {
        if (ConfigurationText.masked(core.reference()).equals(text)) {
            return "";
        }
        if (cancelOnly != null && !core.isEmpty()) {
            cancelOnly.alert("the configuration has changed; this start goes on with the one in force");
            return "";
        }
        if (!core.isEmpty() && core.flow().table().openCount() > 0) {
            throw new IllegalStateException("the configuration has changed while "
                    + core.flow().table().openCount()
                    + " orders are open: start with the earlier one, cancel them, and then change it");
        }
        return text;
    }

    /** The settings it was started with. */
    public GatewaySettings settings() {
        return settings;
    }

    /** All sessions by their numbers, also those that people added while it runs, and those that are gone. */
    public List<SessionSettings> sessions() {
        return sessions;
    }

    /** The engine under it. */
    public FixEngine engine() {
        return engine;
    }

    /** Lets go of the journal that is past its retention, as the settings have it, once it is started. */
    public Retention retention(Consumer<String> alerts) {
        Retention.Kept kept = new Retention.Kept() {
            @Override
            public long olderThan(long utcNanos) {
                return engine.journal().olderThan(utcNanos);
            }

            @Override
            public long oldestOpen() {
                return engine.oldestOpen();
            }

            @Override
            public int retire(long upTo, @Nullable Path archive) {
                return engine.journal().retire(upTo, archive);
            }
        };
        Clock clock = Clock.system();
        return new Retention(settings.journal().retention(), kept, neededFrom::get, clock::utcNanos, alerts);
    }

    /** Carries out a person's command as a journalled event. */
    public void admin(AdminCommand command, Sequencer.Reply reply) {
        if (CHANGES.contains(command.name())) {
            engine.change(() -> core.proposal(command), command.encode(), (done, text) -> {
                sessions = core.sessionSettings();
                reply.done(done, text);
            });
            return;
        }
        engine.admin(command.encode(), reply);
    }

    /** Engages the kill switch before anything that waits. */
    public void kill(AdminCommand command, Sequencer.Reply reply) {
        engine.kill(command.encode(), reply);
    }

    /** Looks at the core from the core thread, between two events. */
    public <T> T view(Function<GatewayCore, T> look) {
        AtomicReference<@Nullable T> seen = new AtomicReference<>();
        engine.onCore(() -> seen.set(look.apply(core)));
        T result = seen.get();
        if (result == null) {
            throw new IllegalStateException("the core gave no answer");
        }
        return result;
    }

    /**
     * Looks at the core from the core thread, between two events, and does not make the caller wait.
     *
     * @throws java.util.concurrent.RejectedExecutionException if the gateway is closed
     */
    public <T> CompletableFuture<T> ask(Function<GatewayCore, T> look) {
        CompletableFuture<T> answer = new CompletableFuture<>();
        Runnable task = () -> {
            try {
                answer.complete(look.apply(core));
            } catch (RuntimeException e) {
                answer.completeExceptionally(e);
            }
        };
        engine.look(task, () -> answer.completeExceptionally(new IllegalStateException("the gateway has stopped")));
        return answer;
    }

    /** Logs the sessions out, waits a little for their answers, then closes. Orders stay as they are. */
    public void stop() {
        engine.stop();
    }

    /** Closes the sockets at once, and the journal. */
    @Override
    public void close() {
        engine.close();
    }
}
