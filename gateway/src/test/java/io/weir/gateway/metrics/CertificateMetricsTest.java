package io.weir.gateway.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.weir.sessions.netty.CertificateStatus;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What Prometheus reads of certificates, by a clock of the test's own. */
class CertificateMetricsTest {
    private static final long DAY = 86_400_000L;

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);

    private String scrape(CertificateStatus... certificates) {
        registry.getPrometheusRegistry().register(new CertificateMetrics(() -> List.of(certificates), () -> 100 * DAY));
        return registry.scrape();
    }

    @Test
    void eachCertificateHasItsDays() {
        assertThat(scrape(
                        new CertificateStatus("keys.p12", true, "CN=US", "ab", 130 * DAY),
                        new CertificateStatus("trust.p12", false, "CN=\"Authority\"", "cd", 100 * DAY - 1)))
                .contains("weir_certificate_days_left{sha256=\"ab\",store=\"keys.p12\",subject=\"CN=US\",use=\"ours\"}"
                        + " 30.0")
                .contains("weir_certificate_days_left{sha256=\"cd\",store=\"trust.p12\","
                        + "subject=\"CN=\\\"Authority\\\"\",use=\"believed\"} -1.0");
    }

    @Test
    void withoutTlsThereIsNothing() {
        assertThat(scrape()).doesNotContain("weir_certificate_days_left{");
    }
}
