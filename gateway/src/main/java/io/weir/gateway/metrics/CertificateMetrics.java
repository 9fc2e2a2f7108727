package io.weir.gateway.metrics;

import io.prometheus.metrics.model.registry.Collector;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.weir.sessions.netty.CertificateStatus;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** How long the certificates in use are still valid. */
final class CertificateMetrics implements Collector {
    private final Supplier<List<CertificateStatus>> certificates;
    private final LongSupplier clockMillis;

    CertificateMetrics(Supplier<List<CertificateStatus>> certificates, LongSupplier clockMillis) {
        this.certificates = certificates;
        this.clockMillis = clockMillis;
    }

    @Override
    public MetricSnapshot collect() {
        GaugeSnapshot.Builder gauge = GaugeSnapshot.builder()
                .name("weir_certificate_days_left")
                .help("Whole days until a certificate in use expires: ours, and those that we believe");
        long now = clockMillis.getAsLong();
        for (CertificateStatus each : certificates.get()) {
            gauge.dataPoint(GaugeDataPointSnapshot.builder()
                    .labels(Labels.of(
                            "store", each.store(),
                            "use", each.ours() ? "ours" : "believed",
                            "subject", each.subject(),
                            "sha256", each.fingerprint()))
                    .value((double) each.daysLeft(now))
                    .build());
        }
        return gauge.build();
    }
}
