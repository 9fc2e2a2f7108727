package io.weir.gateway.metrics;

import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import io.weir.fix.order.OrdStatus;
import io.weir.gateway.metrics.CoreView.SessionView;
import io.weir.gateway.orders.ReportTally;
import io.weir.sessions.protocol.FixSession;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/** The metrics of the core, as of the view that was taken for this scrape. Confined to the metrics thread. */
final class CoreMetrics implements MultiCollector {
    private @Nullable CoreView view;

    /** What the next scrape tells; null where the core gave no answer. */
    void show(@Nullable CoreView newView) {
        view = newView;
    }

    @Override
    public MetricSnapshots collect() {
        CoreView seen = view;
        MetricSnapshots.Builder all = MetricSnapshots.builder();
        all.metricSnapshot(gauge(
                "weir_core_up",
                "1 while the core thread answers; the other weir_ metrics of the core need it",
                seen == null ? 0 : 1));
        if (seen == null) {
            return all.build();
        }
        all.metricSnapshot(sessionsByState(seen));
        all.metricSnapshot(ofSessions(
                seen,
                "weir_session_logged_on",
                "1 while messages reach the counterparty",
                s -> s.state() == FixSession.State.LOGGED_ON ? 1 : 0));
        all.metricSnapshot(
                ofSessions(seen, "weir_session_next_in", "MsgSeqNum that is expected next", SessionView::nextIn));
        all.metricSnapshot(
                ofSessions(seen, "weir_session_next_out", "MsgSeqNum that is sent next", SessionView::nextOut));
        all.metricSnapshot(ofSessions(
                seen, "weir_session_epoch", "Grows with each reset of the sequence numbers", SessionView::epoch));
        orders(seen, all);
        all.metricSnapshot(refusals(seen));
        all.metricSnapshot(
                gauge("weir_kill_switch_engaged", "1 while the kill switch is engaged", seen.killed() ? 1 : 0));
        all.metricSnapshot(gauge(
                "weir_order_intake", "0 while the journal's disk is too full for new orders", seen.intake() ? 1 : 0));
        all.metricSnapshot(gauge(
                "weir_cancel_only",
                "1 while the process only cancels (--recover=cancel-only)",
                seen.onlyCancels() ? 1 : 0));
        all.metricSnapshot(CounterSnapshot.builder()
                .name("weir_unknown_executions")
                .help("Executions for orders that the gateway does not know")
                .dataPoint(CounterDataPointSnapshot.builder()
                        .value((double) seen.unknownExecutions())
                        .build())
                .build());
        return all.build();
    }

    private static GaugeSnapshot gauge(String name, String help, double value) {
        return GaugeSnapshot.builder()
                .name(name)
                .help(help)
                .dataPoint(GaugeDataPointSnapshot.builder().value(value).build())
                .build();
    }

    private static GaugeSnapshot sessionsByState(CoreView view) {
        GaugeSnapshot.Builder sessions =
                GaugeSnapshot.builder().name("weir_sessions").help("FIX sessions by state");
        for (FixSession.State state : FixSession.State.values()) {
            long count =
                    view.sessions().stream().filter(s -> s.state() == state).count();
            sessions.dataPoint(GaugeDataPointSnapshot.builder()
                    .labels(Labels.of("state", word(state)))
                    .value((double) count)
                    .build());
        }
        return sessions.build();
    }

    private static GaugeSnapshot ofSessions(
            CoreView view, String name, String help, ToDoubleFunction<SessionView> value) {
        GaugeSnapshot.Builder gauge = GaugeSnapshot.builder().name(name).help(help);
        for (SessionView session : view.sessions()) {
            gauge.dataPoint(GaugeDataPointSnapshot.builder()
                    .labels(Labels.of(
                            "session", session.name(), "role", session.initiator() ? "initiator" : "acceptor"))
                    .value(value.applyAsDouble(session))
                    .build());
        }
        return gauge.build();
    }

    /** What is open is a gauge, what is finished a counter: it only grows. */
    private static void orders(CoreView view, MetricSnapshots.Builder all) {
        GaugeSnapshot.Builder open =
                GaugeSnapshot.builder().name("weir_orders_open").help("Open client orders by OrdStatus (39)");
        CounterSnapshot.Builder finished =
                CounterSnapshot.builder().name("weir_orders_finished").help("Finished client orders by OrdStatus (39)");
        for (OrdStatus status : OrdStatus.values()) {
            Labels labels = Labels.of("status", word(status));
            long count = view.tally().orders(status);
            if (status.isTerminal()) {
                finished.dataPoint(CounterDataPointSnapshot.builder()
                        .labels(labels)
                        .value((double) count)
                        .build());
            } else {
                open.dataPoint(GaugeDataPointSnapshot.builder()
                        .labels(labels)
                        .value((double) count)
                        .build());
            }
        }
        all.metricSnapshot(open.build());
        all.metricSnapshot(finished.build());
    }

    private static CounterSnapshot refusals(CoreView view) {
        CounterSnapshot.Builder refusals = CounterSnapshot.builder()
                .name("weir_refusals")
                .help("Refused orders, cancels and replaces by the code that begins Text (58)");
        for (int code = 0; code < ReportTally.CODES; code++) {
            String name = code == 0 ? "broker" : String.format(Locale.ROOT, "TE%03d", code);
            refusals.dataPoint(CounterDataPointSnapshot.builder()
                    .labels(Labels.of("code", name))
                    .value((double) view.tally().refusals(code))
                    .build());
        }
        return refusals.build();
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
