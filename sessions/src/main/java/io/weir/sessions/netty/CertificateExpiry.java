package io.weir.sessions.netty;

import io.weir.sessions.sequencer.Sequencer;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Tells operators of certificates that expire: from 30, 7 and 1 days before, each of these once a day. Not thread-safe. */
final class CertificateExpiry {
    private static final long DAY_MILLIS = 86_400_000L;
    private static final int[] STEPS = {1, 7, 30};

    /** What was told of a certificate: it has so many days left, or fewer. */
    private record Told(String fingerprint, boolean ours, int step) {}

    private final Sequencer.Alerts alerts;
    private final Set<Told> told = new HashSet<>();
    private long day = Long.MIN_VALUE;

    CertificateExpiry(Sequencer.Alerts alerts) {
        this.alerts = alerts;
    }

    /** Looks at the certificates in use at a time. */
    void look(List<CertificateStatus> certificates, long nowMillis) {
        long today = Math.floorDiv(nowMillis, DAY_MILLIS);
        if (today != day) {
            day = today;
            told.clear();
        }
        for (CertificateStatus each : certificates) {
            int step = step(each, nowMillis);
            if (step >= 0 && told.add(new Told(each.fingerprint(), each.ours(), step))) {
                alerts.alert(text(each, nowMillis));
            }
        }
    }

    private static int step(CertificateStatus certificate, long nowMillis) {
        long left = certificate.notAfterMillis() - nowMillis;
        if (left < 0) {
            return 0;
        }
        for (int step : STEPS) {
            if (left <= step * DAY_MILLIS) {
                return step;
            }
        }
        return -1;
    }

    private static String text(CertificateStatus certificate, long nowMillis) {
        boolean over = certificate.notAfterMillis() < nowMillis;
        String whose = certificate.ours() ? "our certificate " : "the certificate that we believe, ";
        return "TLS: " + whose + certificate.subject() + ", in " + certificate.store()
                + (over ? ", has expired at " : ", expires in " + days(certificate.daysLeft(nowMillis)) + ", at ")
                + Instant.ofEpochMilli(certificate.notAfterMillis());
    }

    private static String days(long left) {
        return left == 0 ? "less than a day" : left == 1 ? "1 day" : left + " days";
    }
}
