package io.weir.gateway.cli;

import io.weir.fix.settings.Endpoint;
import io.weir.fix.settings.GatewaySettings;
import io.weir.gateway.admin.AdminServer;
import io.weir.gateway.admin.GatewayDesk;
import io.weir.gateway.archive.OrderArchive;
import io.weir.gateway.audit.HashChain;
import io.weir.gateway.fixlog.FixLogs;
import io.weir.gateway.metrics.MetricsServer;
import io.weir.gateway.run.CancelOnly;
import io.weir.gateway.run.Gateway;
import io.weir.gateway.run.Retention;
import io.weir.sessions.journal.RecoveryReport;
import io.weir.sessions.sequencer.Clock;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A gateway with everything around it: its door, its metrics, its logs; and an orderly end. */
final class Service implements AutoCloseable {
    private static final long ANSWER_MILLIS = 10_000;

    private final Gateway gateway;
    private final AlertLog alerts;
    private final boolean cancelOnly;
    private @Nullable AdminServer door;
    private @Nullable MetricsServer metrics;
    private @Nullable FixLogs logs;
    private @Nullable HashChain chain;
    private @Nullable Retention retention;
    private @Nullable OrderArchive archive;

    private Service(Gateway gateway, AlertLog alerts, boolean cancelOnly) {
        this.cancelOnly = cancelOnly;
        this.gateway = gateway;
        this.alerts = alerts;
    }

    /**
     * Starts everything; what was started is closed where something cannot.
     *
     * @param cancelOnly who wants a start that only cancels; null for a normal one
     * @param failure called when the gateway has stopped by itself
     */
    static Service start(
            Path directory,
            GatewaySettings settings,
            @Nullable CancelOnly cancelOnly,
            AlertLog alerts,
            Consumer<Throwable> failure)
            throws IOException, InterruptedException {
        Service service = new Service(
                Gateway.start(directory, settings, Clock.system(), cancelOnly, failure, alerts),
                alerts,
                cancelOnly != null);
        try {
            service.open(settings);
            return service;
        } catch (IOException | InterruptedException | RuntimeException e) {
            service.close();
            throw e;
        }
    }

    private void open(GatewaySettings settings) throws IOException, InterruptedException {
        RecoveryReport recovery = gateway.engine().journal().recovery();
        if (recovery.wasCut()) {
            alerts.alert("journal: a torn tail of " + recovery.cutBytes() + " bytes was cut: " + recovery.cutReason());
        }
        logs = FixLogs.start(
                gateway.engine().journal(), gateway::sessions, settings.fixLog().directory(), alerts::alert);
        chain = HashChain.start(gateway.engine().journal(), settings.journal().directory(), alerts::alert);
        archive = OrderArchive.start(gateway.engine().journal(), settings, alerts::alert);
        retention = gateway.retention(alerts::alert);
        retention.start();
        Endpoint endpoint = settings.metrics().endpoint();
        if (endpoint != null) {
            metrics = MetricsServer.open(endpoint, gateway, archive, alerts::count);
        }
        door = AdminServer.open(settings.admin().socket(), new GatewayDesk(gateway, archive), ANSWER_MILLIS);
    }

    /** One line that says that all is up. */
    String ready() {
        GatewaySettings settings = gateway.settings();
        String listeners =
                gateway.engine().addresses().stream().map(Service::text).collect(Collectors.joining(", "));
        String sessions = gateway.sessions().stream()
                .filter(session -> !session.connection().endpoints().isEmpty())
                .map(session -> session.targetCompId() + (session.initiator() ? " (broker)" : ""))
                .collect(Collectors.joining(", "));
        StringBuilder line = new StringBuilder("weir ").append(settings.instance());
        line.append(cancelOnly ? " is ready TO CANCEL ONLY: boot " : " is ready: boot ")
                .append(gateway.engine().journal().bootNumber());
        line.append(", ").append(gateway.engine().recovered()).append(" events recovered; listens on ");
        line.append(listeners.isEmpty() ? "nothing" : listeners);
        line.append("; sessions ").append(sessions);
        line.append("; admin ").append(settings.admin().socket());
        if (metrics != null) {
            line.append("; metrics http://").append(text(metrics.address())).append("/metrics");
        }
        return line.toString();
    }

    private static String text(InetSocketAddress address) {
        return address.getAddress().getHostAddress() + ":" + address.getPort();
    }

    /** Logs everybody out, then closes all; the logs last, so that they have everything. */
    @Override
    public void close() {
        try {
            if (door != null) {
                door.close();
            }
        } catch (IOException e) {
            alerts.alert("admin: " + e);
        }
        if (metrics != null) {
            metrics.close();
        }
        if (retention != null) {
            retention.close();
        }
        gateway.stop();
        if (chain != null) {
            chain.close();
        }
        if (logs != null) {
            logs.close();
        }
        if (archive != null) {
            archive.close();
        }
    }
}
