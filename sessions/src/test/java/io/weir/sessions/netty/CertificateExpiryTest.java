package io.weir.sessions.netty;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Warnings of certificates that expire, by a clock of the test's own. */
class CertificateExpiryTest {
    private static final Instant END = Instant.parse("2027-01-31T12:00:00Z");

    private final List<String> alerts = new ArrayList<>();
    private CertificateExpiry expiry = new CertificateExpiry(alerts::add);

    private List<String> look(boolean ours, Duration before) {
        CertificateStatus certificate = new CertificateStatus("keys.p12", ours, "CN=US", "ab", END.toEpochMilli());
        alerts.clear();
        expiry.look(List.of(certificate), END.minus(before).toEpochMilli());
        return List.copyOf(alerts);
    }

    @Test
    void nothingIsSaidForLong() {
        assertThat(look(true, Duration.ofDays(31))).isEmpty();
        assertThat(look(true, Duration.ofDays(30).plusMillis(1))).isEmpty();
    }

    @Test
    void eachStepIsToldOnceADay() {
        assertThat(look(true, Duration.ofDays(30)))
                .containsExactly(
                        "TLS: our certificate CN=US, in keys.p12, expires in 30 days, at 2027-01-31T12:00:00Z");
        assertThat(look(true, Duration.ofDays(30).minusHours(11))).isEmpty();
        assertThat(look(true, Duration.ofDays(29)))
                .containsExactly(
                        "TLS: our certificate CN=US, in keys.p12, expires in 29 days, at 2027-01-31T12:00:00Z");
        assertThat(look(true, Duration.ofDays(7).plusHours(1))).hasSize(1);
        // The next step is told on the same day.
        assertThat(look(true, Duration.ofDays(7)))
                .containsExactly("TLS: our certificate CN=US, in keys.p12, expires in 7 days, at 2027-01-31T12:00:00Z");
        assertThat(look(true, Duration.ofDays(1)))
                .containsExactly("TLS: our certificate CN=US, in keys.p12, expires in 1 day, at 2027-01-31T12:00:00Z");
        assertThat(look(true, Duration.ofHours(1)))
                .containsExactly(
                        "TLS: our certificate CN=US, in keys.p12, expires in less than a day, at 2027-01-31T12:00:00Z");
        assertThat(look(true, Duration.ofHours(-1)))
                .containsExactly("TLS: our certificate CN=US, in keys.p12, has expired at 2027-01-31T12:00:00Z");
    }

    @Test
    void aStartTellsAgain() {
        assertThat(look(true, Duration.ofDays(5))).hasSize(1);
        assertThat(look(true, Duration.ofDays(5))).isEmpty();
        expiry = new CertificateExpiry(alerts::add);
        assertThat(look(true, Duration.ofDays(5))).hasSize(1);
    }

    @Test
    void thoseThatWeBelieveAreTold() {
        assertThat(look(false, Duration.ofDays(3)))
                .containsExactly("TLS: the certificate that we believe, CN=US, in keys.p12, expires in 3 days, at"
                        + " 2027-01-31T12:00:00Z");
    }

    @Test
    void daysAreWhole() {
        CertificateStatus certificate = new CertificateStatus("keys.p12", true, "CN=US", "ab", END.toEpochMilli());

        assertThat(certificate.daysLeft(END.minus(Duration.ofHours(47)).toEpochMilli()))
                .isEqualTo(1);
        assertThat(certificate.daysLeft(END.plusMillis(1).toEpochMilli())).isEqualTo(-1);
    }
}
