package io.weir.gateway.metrics;

import io.prometheus.metrics.model.registry.Collector;
import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot.HistogramDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.weir.sessions.netty.Durations;
import io.weir.sessions.netty.FixEngine;

/**
 * How long messages take through the gateway: from the reading of the bytes that caused one until it is handed to the kernel, the
 * wait for the disk included.
 */
final class LatencyMetrics implements Collector {
    private static final double SECOND = 1e9;

    private final FixEngine engine;

    LatencyMetrics(FixEngine engine) {
        this.engine = engine;
    }

    @Override
    public MetricSnapshot collect() {
        return HistogramSnapshot.builder()
                .name("weir_latency_seconds")
                .help("From reading a message to writing what it caused: orders to brokers, reports to clients")
                .dataPoint(point("to_broker", engine.forwarding()))
                .dataPoint(point("to_client", engine.answering()))
                .build();
    }

    private static HistogramDataPointSnapshot point(String path, Durations durations) {
        double[] bounds = new double[Durations.BOUNDED + 1];
        long[] counts = new long[Durations.BOUNDED + 1];
        for (int i = 0; i < bounds.length; i++) {
            bounds[i] = i == Durations.BOUNDED ? Double.POSITIVE_INFINITY : Durations.boundNanos(i) / SECOND;
            counts[i] = durations.count(i);
        }
        return HistogramDataPointSnapshot.builder()
                .labels(Labels.of("path", path))
                .classicHistogramBuckets(ClassicHistogramBuckets.of(bounds, counts))
                .sum(durations.sumNanos() / SECOND)
                .build();
    }
}
