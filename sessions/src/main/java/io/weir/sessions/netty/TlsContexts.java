package io.weir.sessions.netty;

import io.netty.handler.ssl.OpenSsl;
import io.netty.handler.ssl.SslProvider;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.weir.fix.settings.SessionSettings;
import io.weir.fix.settings.StoreException;
import io.weir.fix.settings.TlsSettings;
import io.weir.sessions.sequencer.Sequencer;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The TLS of an edge: a context for each that its sessions name, made anew when its files change.
 *
 * <p>The files are looked at by a thread of their own; new certificates come into use on the accept thread, for new
 * handshakes. Files that cannot serve leave what is in use as it is.
 */
final class TlsContexts implements AutoCloseable {
    private static final long LOOK_SECONDS = 10;

    /** Sessions with the same have one context. */
    private record Use(TlsSettings settings, boolean initiator) {}

    private final Executor accept;
    private final Sequencer.Alerts alerts;
    private final LongSupplier clockMillis;
    private final CertificateExpiry expiry;
    private final Map<Use, TlsContext> contexts = new ConcurrentHashMap<>();
    /** What is wrong with a context's files, told once. Of the thread that looks. */
    private final Map<TlsContext, String> wrong = new ConcurrentHashMap<>();

    private @Nullable SslProvider provider;
    private @Nullable ScheduledExecutorService looking;

    TlsContexts(Executor accept, Sequencer.Alerts alerts, LongSupplier clockMillis) {
        this.accept = accept;
        this.alerts = alerts;
        this.clockMillis = clockMillis;
        expiry = new CertificateExpiry(alerts);
    }

    /**
     * Makes what a session needs, if it has TLS and no other session has the same. Reads files: not on a loop's thread.
     *
     * @throws IllegalStateException if its files cannot serve
     */
    synchronized void add(SessionSettings session) {
        TlsSettings tls = session.connection().tls();
        if (tls == null) {
            return;
        }
        Use use = new Use(tls.ofHandshake(), session.initiator());
        if (contexts.containsKey(use)) {
            return;
        }
        TlsContext context = new TlsContext(use.settings(), use.initiator(), provider());
        try {
            context.hasChanged();
            context.use(context.make(now()));
        } catch (StoreException e) {
            throw new IllegalStateException(
                    "the TLS of " + session.ids() + " (" + names(context) + ") needs " + e.getMessage(), e);
        }
        contexts.put(use, context);
        if (looking == null) {
            looking = Executors.newSingleThreadScheduledExecutor(new DefaultThreadFactory("certificates", true));
            ScheduledFuture<?> unused =
                    looking.scheduleWithFixedDelay(this::look, LOOK_SECONDS, LOOK_SECONDS, TimeUnit.SECONDS);
        }
    }

    private SslProvider provider() {
        if (provider == null) {
            // Netty's own switch; it reads it only once for the whole process.
            boolean refused = Boolean.getBoolean("io.netty.handler.ssl.noOpenSsl");
            if (OpenSsl.isAvailable() && !refused) {
                provider = SslProvider.OPENSSL_REFCNT;
            } else {
                provider = SslProvider.JDK;
                Throwable cause = OpenSsl.unavailabilityCause();
                alerts.alert("TLS is the JDK's: BoringSSL is not there"
                        + (refused ? ", as io.netty.handler.ssl.noOpenSsl says" : cause == null ? "" : ": " + cause));
                // A handshake on a connection that is up would run on the core thread; BoringSSL's server knows none.
                if (System.getProperty("jdk.tls.rejectClientInitiatedRenegotiation") == null) {
                    System.setProperty("jdk.tls.rejectClientInitiatedRenegotiation", "true");
                }
            }
        }
        return provider;
    }

    private Instant now() {
        return Instant.ofEpochMilli(clockMillis.getAsLong());
    }

    /** The context of a session; null where it has no TLS. */
    @Nullable
    TlsContext of(SessionSettings session) {
        TlsSettings tls = session.connection().tls();
        if (tls == null) {
            return null;
        }
        TlsContext context = contexts.get(new Use(tls.ofHandshake(), session.initiator()));
        if (context == null) {
            throw new IllegalStateException("the TLS of " + session.ids() + " was not made");
        }
        return context;
    }

    /** Looks at the files and at the days that are left, now. */
    synchronized void look() {
        contexts.values().forEach(this::look);
        expiry.look(certificates(), clockMillis.getAsLong());
    }

    private void look(TlsContext context) {
        try {
            if (context.hasChanged()) {
                TlsContext.Made made = context.make(now());
                use(context, made);
                wrong.remove(context);
                alerts.alert("TLS: new handshakes use what is in " + names(context) + " now: " + told(made));
            }
        } catch (StoreException e) {
            String reason = String.valueOf(e.getMessage());
            if (!reason.equals(wrong.put(context, reason))) {
                alerts.alert("TLS: what was read before stays in use, as what is in " + names(context)
                        + " now cannot serve: expected " + reason);
            }
        }
    }

    /** Waits for the accept thread, so that what is told is true; but not for one that has ended. */
    private void use(TlsContext context, TlsContext.Made made) {
        try {
            CompletableFuture.runAsync(() -> context.use(made), accept)
                    .orTimeout(LOOK_SECONDS, TimeUnit.SECONDS)
                    .join();
        } catch (CompletionException | RejectedExecutionException closed) {
            alerts.alert("TLS: the new certificates did not come into use: " + closed);
        }
    }

    private static String names(TlsContext context) {
        return context.files().stream().map(file -> file.path().toString()).collect(Collectors.joining(", "));
    }

    private static String told(TlsContext.Made made) {
        return made.certificates().stream()
                .map(each -> each.subject() + " until " + Instant.ofEpochMilli(each.notAfterMillis()))
                .collect(Collectors.joining("; "));
    }

    /** All certificates in use, each once. From any thread. */
    List<CertificateStatus> certificates() {
        Set<CertificateStatus> all = new TreeSet<>(CertificateStatus.ORDER);
        contexts.values().forEach(context -> all.addAll(context.certificates()));
        return List.copyOf(all);
    }

    @Override
    public synchronized void close() {
        if (looking != null) {
            looking.shutdownNow();
        }
    }
}
