package io.weir.gateway.metrics;

import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import io.weir.sessions.sequencer.Shadow;
import org.jspecify.annotations.Nullable;

/** How the shadow core is, and the last snapshot. Confined to the metrics thread. */
final class ShadowMetrics implements MultiCollector {
    private static final double SECOND = 1e9;

    private final Shadow shadow;
    private @Nullable CoreView view;

    ShadowMetrics(Shadow shadow) {
        this.shadow = shadow;
    }

    /** How the live core looks; null where it gave no answer. */
    void show(@Nullable CoreView newView) {
        view = newView;
    }

    @Override
    public MetricSnapshots collect() {
        CoreView live = view;
        Shadow.Written last = shadow.last();
        MetricSnapshots.Builder all = MetricSnapshots.builder()
                .metricSnapshot(gauge(
                        "weir_shadow_up",
                        "1 while the shadow core follows the journal; without it no snapshot is written",
                        shadow.isFollowing() ? 1 : 0))
                .metricSnapshot(gauge(
                        "weir_shadow_position_bytes", "Where the shadow is in the journal", (double) shadow.position()))
                .metricSnapshot(gauge(
                        "weir_snapshot_position_bytes",
                        "Where in the journal the last snapshot is; a start replays what is behind it",
                        (double) last.position()))
                .metricSnapshot(gauge("weir_snapshot_bytes", "The size of the last snapshot", (double) last.bytes()))
                .metricSnapshot(gauge(
                        "weir_snapshot_seconds",
                        "How long its writing took; 0 for one of an earlier process",
                        last.nanos() / SECOND))
                .metricSnapshot(counter(
                        "weir_snapshots", "Snapshots that this process has written", (double) shadow.snapshots()))
                .metricSnapshot(counter(
                        "weir_shadow_failures",
                        "1 where the shadow saw something else than the live core, or failed",
                        (double) shadow.failures()));
        if (live != null) {
            all.metricSnapshot(
                    gauge("weir_shadow_lag_events", "How many events the shadow is behind the live core", (double)
                            Math.max(0, live.events() - shadow.events())));
        }
        return all.build();
    }

    private static GaugeSnapshot gauge(String name, String help, double value) {
        return GaugeSnapshot.builder()
                .name(name)
                .help(help)
                .dataPoint(GaugeDataPointSnapshot.builder().value(value).build())
                .build();
    }

    private static CounterSnapshot counter(String name, String help, double value) {
        return CounterSnapshot.builder()
                .name(name)
                .help(help)
                .dataPoint(CounterDataPointSnapshot.builder().value(value).build())
                .build();
    }
}
